"""What the documentation shows, done and compared."""
