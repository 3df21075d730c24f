"""Turns HTML into pages, PDF, pictures and codes."""
