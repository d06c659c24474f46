"""Domain files written for a test."""

from tests.domain_files import folder, load, problems

__all__ = ["folder", "load", "problems"]
