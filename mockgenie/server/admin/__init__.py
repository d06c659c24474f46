"""The admin API under /__mockgenie/: looks into a running server, and changes what it does."""
