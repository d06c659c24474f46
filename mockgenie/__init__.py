"""mockgenie: a mock of ETRI's GenieDialog dialog API that runs on your own machine."""

__version__ = "0.1.0"
