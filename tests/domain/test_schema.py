"""The JSON Schema says of domain files what the loader does."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mockgenie.domain import domain_schema, load_domain, shipped_folder
from mockgenie.domain.fields import (
    ActFields,
    DomainFields,
    EntityFields,
    NextFields,
    SayFields,
    SlotFields,
    TaskFields,
)
from mockgenie.source.fields import DIALECT, field_names

SHIPPED = sorted(shipped_folder().glob("*/domain.yaml"))
COMMENT = "# yaml-language-server: $schema=../schema.json\n"


_YAML_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class EditorLoader(_YAML_LOADER):  # type: ignore[misc, valid-type]
    """YAML as editors read it (1.2): days are texts, yes and no too."""


EditorLoader.yaml_implicit_resolvers = {
    letter: [
        (tag, re.compile("true|false") if tag.endswith(":bool") else pattern)
        for tag, pattern in resolvers
        if not tag.endswith(":timestamp")
    ]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_json(text: str) -> Any:
    """What an editor holds against the schema: keys are texts."""
    return json.loads(json.dumps(yaml.load(text, EditorLoader)))


def mistakes(text: str) -> set[str]:
    """Where the schema finds something wrong, in any of its alternatives."""
    waiting = list(Draft202012Validator(domain_schema()).iter_errors(as_json(text)))
    found = set()
    while waiting:
        error = waiting.pop()
        found.add("/".join(map(str, error.absolute_path)))
        waiting += error.context or ()
    return found


def test_the_schema_is_one() -> None:
    schema = domain_schema()
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == DIALECT
    assert schema["title"] == "mockgenie domain"
    assert not [name for name in schema["$defs"] if "Fields" in name]


def test_the_shipped_schema_is_the_one_that_is_made() -> None:
    shipped = (shipped_folder() / "schema.json").read_bytes()
    made = json.dumps(domain_schema(), ensure_ascii=False, indent=2) + "\n"
    assert shipped.decode() == made


def test_every_reference_leads_to_a_definition_and_every_definition_is_used() -> None:
    schema = domain_schema()
    text = json.dumps(schema)
    for name in schema["$defs"]:
        assert f'"#/$defs/{name}"' in text
    assert text.count('"$ref"') == sum(text.count(f'"#/$defs/{name}"') for name in schema["$defs"])


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        (EntityFields, "Entity"),
        (SlotFields, "Slot"),
        (ActFields, "Act"),
        (TaskFields, "Task"),
        (SayFields, "SayEntry"),
        (NextFields, "NextEntry"),
    ],
)
def test_every_field_is_explained(fields: type, name: str) -> None:
    definition = domain_schema()["$defs"][name]
    assert set(definition["properties"]) == set(field_names(fields))
    assert definition["additionalProperties"] is False
    assert all(one["description"] for one in definition["properties"].values())
    assert definition["description"]


def test_the_fields_of_a_domain_are_at_the_top() -> None:
    assert set(domain_schema()["properties"]) == set(field_names(DomainFields))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_a_shipped_domain_is_as_the_schema_says(path: Path) -> None:
    text = path.read_text("utf-8")
    assert mistakes(text) == set()
    assert text.startswith(COMMENT)


@pytest.mark.parametrize(
    "text",
    [
        "tasks: {a: }",
        "name: 2026-11-25\ndescription: 1.0\nthreshold: 1\ntasks: {a: {end: true}}",
        "entities: {W: {slots: [a, b], key: a, instances: w.csv}}\ntasks: {a: }",
        "entities: {W: {slots: a, instances: [{a: 1, b: null}]}}\ntasks: {a: }",
        "entities: {W: {slots: {a: , b: 설명, c: {type: int, counters: 명}}}}\ntasks: {a: }",
        "entities: {W: {slots: {a: {values: {1: [하나], 2: , 3: 셋}}}}}\ntasks: {a: }",
        "entities: {W: {slots: {a: {type: boolean, values: {yes: 금연, no: 흡연}}}}}\ntasks: {a: }",
        "entities: {W: {slots: [a], instances: {file: w.db, table: w}}}\ntasks: {a: }",
        "acts: {a: 비, b: [비, 눈], c: {patterns: 해, examples: [달]}}\ntasks: {a: }",
        "tasks: {a: {say: [{when: a = 0, text: [{text: a, weight: 2}, b]}, {each: c, limit: 3}]}}",
        "tasks: {a: {say: {text: [{text: a, image: b}], image: c, extra: {d: e, f: 1}}}}",
        "tasks: {a: {confirm: {text: [a, {when: count = 1, text: b}], change: c}}}",
        "tasks: {a: {ask: {W.a: [b, c]}, preceding: {W.a: W.b}, reset: true, type: optional}}",
        "anywhere: [a, {task: a, when: act = \"yes\", controller: user}]\ntasks: {a: {next: a}}",
    ],
)  # fmt: skip
def test_what_may_be_written_is_right(text: str) -> None:
    assert mistakes(text) == set()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("name: a", ""),
        ("tasks: {}", "tasks"),
        ("task: {a: }\ntasks: {a: }", ""),
        ("tasks: {a: {sya: b}}", "tasks/a"),
        ("tasks: {a: {end: 아니요}}", "tasks/a/end"),
        ("tasks: {a: {type: optoinal}}", "tasks/a/type"),
        ("tasks: {a: {say: {wehn: count = 0}}}", "tasks/a/say"),
        ("tasks: {a: {say: [{when: count = 0}]}}", "tasks/a/say/0"),
        ("tasks: {a: {say: [{each: b, limit: 0}]}}", "tasks/a/say/0/limit"),
        ("tasks: {a: {next: [{tsak: a}]}}", "tasks/a/next/0"),
        ("tasks: {a: {next: [{task: a, controller: bot}]}}", "tasks/a/next/0/controller"),
        ("threshold: 70\ntasks: {a: }", "threshold"),
        ("entities: {W: {}}\ntasks: {a: }", "entities/W"),
        ("entities: {W: {slots: {a: {type: dates}}}}\ntasks: {a: }", "entities/W/slots/a/type"),
        ("entities: [W]\ntasks: {a: }", "entities"),
        ("acts: {a: {description: b}}\ntasks: {a: }", "acts/a"),
        ("acts: {a: [[b]]}\ntasks: {a: }", "acts/a/0"),
    ],
)
def test_a_mistake_is_found(text: str, place: str) -> None:
    assert place in mistakes(text)


@pytest.mark.parametrize(
    ("text", "place", "word"),
    [
        ("tasks: {a: {sya: b}}", "tasks/a", "sya"),
        ("tasks: {a: {next: [{task: a, wehn: count = 1}]}}", "tasks/a/next/0", "wehn"),
        ("tasks: {a: {say: [{text: b, wieght: 2}]}}", "tasks/a/say/0", "wieght"),
        ("entities: {W: {slots: {a: {vaules: b}}}}\ntasks: {a: }", "entities/W/slots/a", "vaules"),
        ("acts: {a: {patterns: b, exmaples: c}}\ntasks: {a: }", "acts/a", "exmaples"),
        ("entities: {W: {slots: {a: {type: x}}}}\ntasks: {a: }", "entities/W/slots/a/type", "x"),
        ("tasks: {a: {say: [{each: b, limit: 0}]}}", "tasks/a/say/0/limit", "0"),
    ],
)  # fmt: skip
def test_an_editor_complains_about_what_is_wrong_and_nothing_else(
    text: str, place: str, word: str
) -> None:
    (error,) = Draft202012Validator(domain_schema()).iter_errors(as_json(text))
    assert "/".join(map(str, error.absolute_path)) == place
    assert word in error.message
    assert "null" not in error.message


@pytest.mark.slow
def test_what_the_schema_finds_wrong_does_not_load(tmp_path: Path) -> None:
    """The loader is never more patient than the schema says, at least with the broken files."""
    for path in sorted((Path(__file__).parent / "broken").glob("*.yaml")):
        if path.stem == "yaml_bomb":
            continue
        try:
            found = mistakes(path.read_text("utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError, TypeError):
            continue
        if found:
            with pytest.raises(Exception, match="broken"):
                load_domain(path)
