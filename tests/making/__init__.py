"""What several tests need, made for them."""
