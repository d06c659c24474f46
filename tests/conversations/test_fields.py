"""What may be written can be told to an editor as a JSON Schema."""

from __future__ import annotations

import json

import msgspec

from mockgenie.conversations import fields as written


def test_a_schema_can_be_made_and_explains_every_field() -> None:
    schema = msgspec.json.schema(written.ConversationFile)
    described = {
        name: set(fields["properties"])
        for name, fields in schema["$defs"].items()
        if all(
            "description" in field or name == "AnyFields" for field in fields["properties"].values()
        )
    }
    assert described.keys() == schema["$defs"].keys()
    assert {"user", "나", "bot", "봇", "data", "state"} <= described["TurnFields"]
    assert described["WordingFields"] == {"matches", "contains", "not"}
    assert described["FileFields"] == {
        "today", "seed", "access_method", "domain", "conversations",
    }  # fmt: skip
    assert json.dumps(schema)
