"""The JSON Schema of conversation files, by which an editor completes, explains and checks them."""

from __future__ import annotations

from typing import Any

import msgspec

from mockgenie.source import DIALECT
from mockgenie.testing.conversations.fields import ConversationFile


def conversation_schema() -> dict[str, Any]:
    """The schema of a file of conversations, as JSON."""
    written = msgspec.json.schema(ConversationFile)
    return {"$schema": DIALECT, "title": "mockgenie conversations", **written}
