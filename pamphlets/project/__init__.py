"""Turns a folder into a project: its settings as typed values, each fault at its line, and its files."""
