"""Processes that do one thing together: started, kept running, and stopped by their parent.

A worker is `python -m MODULE NUMBER`. What it gets from its parent comes on standard input, which
ends when the parent does; what it sends goes to standard output in frames, texts that end with
NUL. Its standard error stays what it is everywhere.
"""

from mockgenie.workers.orders import Orders
from mockgenie.workers.parent import Parent
from mockgenie.workers.team import WorkerEnded, Workers

__all__ = ["Orders", "Parent", "WorkerEnded", "Workers"]
