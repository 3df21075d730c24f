"""Posts for social networks."""
