"""One markdown source is read as a Pamphlet and comes out as printable leaflets, social media posts and web pages."""
