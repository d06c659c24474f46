"""A conversation with a domain, line by line, without a terminal."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mockgenie.cli.domains import Shelf
from mockgenie.cli.lines import Completions
from mockgenie.cli.talk import COMMANDS, ChatSettings, Talk
from mockgenie.dialog import AccessMethod, Engine
from mockgenie.domain import Library

SUNDAY = date(2026, 11, 22)

BUS = """
name: Bus
description: 버스 안내
entities:
  Bus:
    slots:
      to: {values: {서울: [서울역], 부산: []}, any: [어디든]}
      day: {type: date}
      time: 시각
    instances: [{to: 서울, day: 내일, time: "09:00"}]
acts:
  ask: <Bus.to>
  bye: 그만
tasks:
  find:
    fill: [Bus.to, Bus.day]
    ask: {Bus.to: 어디로 가세요?, Bus.day: 언제 가세요?}
    lookup: Bus
    say: [{when: count = 0, text: 버스가 없어요.}, "{Bus.time}에 있어요."]
    next: {task: end, when: act = "bye"}
  end: {say: 안녕히 가세요., end: true}
"""
TAXI = "name: Taxi\ndescription: 택시\ntasks: {call: {say: 택시입니다.}}\n"
CIRCLE = """
name: Circle
acts: {go: 돌아}
tasks:
  a: {say: 네., next: {task: b, when: act = "go"}}
  b: {next: {task: c, controller: system}}
  c: {next: {task: b, controller: system}}
"""
STOCK = """
name: Stock
entities:
  Item: {slots: [name, left], instances: [{name: 사과, left: 3}, {name: 배, left: 5}]}
  Place: {slots: [shelf], instances: [{shelf: 아홉째 칸}]}
tasks:
  count: {lookup: Item, say: "{count}가지가 있어요.", next: {task: where, controller: system}}
  where: {lookup: Place, say: "{Place.shelf}에 있어요."}
"""
GREEDY = """
name: Greedy
entities:
  Item: {slots: [name]}
acts: {go: 찾아}
tasks:
  a: {say: 네., next: {task: b, when: act = "go"}}
  b: {lookup: Item, next: {task: c, controller: system}}
  c: {lookup: Item, next: {task: b, controller: system}}
"""


class Script:
    """Lines that are written beforehand, and what came of them: (how, what) of each."""

    def __init__(self, lines: Iterable[str], interactive: bool) -> None:
        self._lines = iter(lines)
        self.interactive = interactive
        self.came: list[tuple[str, str]] = []

    def read(self, prompt: str, completions: Completions, remember: bool = True) -> str | None:
        return next(self._lines, None)

    def say(self, text: str) -> None:
        self.came.append(("say", text))

    def show(self, text: str) -> None:
        self.came.append(("show", text))

    def trace(self, text: str) -> None:
        self.came.append(("trace", text))

    def note(self, text: str) -> None:
        self.came.append(("note", text))

    def all(self, how: str) -> list[str]:
        return [what for way, what in self.came if way == how]


class Spoken:
    """What a script came to: its lines, and the exit code."""

    def __init__(self, script: Script, code: int, unread: list[str]) -> None:
        self.said = script.all("say")
        self.shown = script.all("show")
        self.traced = script.all("trace")
        self.noted = script.all("note")
        self.came = script.came
        self.code = code
        self.unread = unread


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three domains."""
    for name, text in (("Bus", BUS), ("Taxi", TAXI), ("Circle", CIRCLE)):
        (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
    return tmp_path


@pytest.fixture
def greedy_folder(folder: Path) -> Path:
    """The folder with two more domains, which ask for records several times in a turn."""
    for name, text in (("Stock", STOCK), ("Greedy", GREEDY)):
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


def shelf_of(folder: Path) -> Shelf:
    library = Library([folder])
    library.load()
    return Shelf(library)


@pytest.fixture
def hold(folder: Path) -> Callable[..., Spoken]:
    """Types lines to the domain Bus; a line may be a function, which is called instead."""

    def hold(
        *lines: str | Callable[[], object],
        access_method: AccessMethod = "internal_data",
        interactive: bool = True,
        name: str = "Bus",
        trace: bool = False,
        bot: bool = False,
        records: Path | None = None,
    ) -> Spoken:
        left = list(lines)

        def typed() -> Iterable[str]:
            while left:
                line = left.pop(0)
                if isinstance(line, str):
                    yield line
                else:
                    line()

        shelf = shelf_of(folder)
        script = Script(typed(), interactive)
        engine = shelf.engine(name)
        assert isinstance(engine, Engine)
        settings = ChatSettings(
            access_method, lambda: SUNDAY, trace=trace, external=bot, records=records
        )
        code = Talk(shelf, script, settings).run(engine)
        return Spoken(script, code, [str(line) for line in left])

    return hold


Hold = Callable[..., Spoken]


# Talking


def test_the_bot_opens_and_answers_each_line(hold: Hold) -> None:
    spoken = hold("서울", "내일")
    assert spoken.said == ["어디로 가세요?", "언제 가세요?", "09:00에 있어요."]
    assert (spoken.code, spoken.noted, spoken.traced) == (0, [], [])


def test_an_empty_line_says_nothing(hold: Hold) -> None:
    assert hold("", "   ", "서울").said == ["어디로 가세요?", "언제 가세요?"]


def test_two_slashes_say_one(hold: Hold) -> None:
    spoken = hold("//부산", "/slots")
    assert spoken.said == ["어디로 가세요?", "언제 가세요?"]
    assert "Bus.to = 부산" in spoken.shown[0]


@pytest.mark.parametrize("interactive", [True, False])
def test_lines_behind_quit_are_not_read(hold: Hold, interactive: bool) -> None:
    spoken = hold("/quit", "서울", interactive=interactive)
    assert (spoken.code, spoken.unread) == (0, ["서울"])


def test_where_a_dialog_ends_a_person_can_open_it_again(hold: Hold) -> None:
    spoken = hold("그만", "서울", "")
    assert spoken.said == ["어디로 가세요?", "안녕히 가세요.", "어디로 가세요?"]
    assert spoken.noted == ["the dialog has ended; an empty line opens it again"] * 2


def test_where_a_dialog_ends_a_script_ends(hold: Hold) -> None:
    spoken = hold("그만", "서울", interactive=False)
    assert (spoken.code, spoken.unread) == (0, ["서울"])
    assert spoken.noted == ["the dialog has ended"]


def test_a_turn_that_fails_leaves_the_dialog_as_it_was(hold: Hold) -> None:
    spoken = hold("돌아", "/slots", name="Circle")
    assert "again and again" in spoken.noted[0]
    assert spoken.shown == ["task a, needs nothing"]
    assert spoken.code == 0
    assert hold("돌아", name="Circle", interactive=False).code == 1


# The trace


def test_a_trace_says_what_was_understood_and_why(hold: Hold) -> None:
    (traced,) = hold("내일 서울역이요", trace=True).traced
    assert traced.splitlines() == [
        (
            '  step   dictionary     "내일" may be Bus.day; "서울역" may be Bus.to; '
            '"서울" may be Bus.to'
        ),
        '  step   slot_resolver  "내일" is Bus.day; "서울역" is Bus.to = 서울',
        '  step   patterns       pattern "<Bus.to>" of ask; act ask',
        "  step   filling        Bus.day = 내일; Bus.to = 서울",
        '  act    ask   pattern "<Bus.to>", which ends last',
        '  slot   Bus.day = 내일   "내일": a day (2026-11-23)',
        '  slot   Bus.to = 서울   "서울역": a synonym of its value',
        "  task   find",
        "  needs  nothing",
    ]


def test_a_trace_says_what_is_missing(hold: Hold) -> None:
    (traced,) = hold("어디든요", trace=True).traced
    assert '  slot   Bus.to = any   "어디든": no matter which\n' in traced
    assert traced.endswith("  needs  Bus.day")


def test_a_trace_says_what_is_ruled_out_and_where_it_led(hold: Hold) -> None:
    ruled_out, ended = hold("서울은 빼고요", "그만", trace=True).traced
    assert '  slot   Bus.to ~= 서울   "서울": ' in ruled_out
    assert "  task   find → end\n" in ended


def test_a_trace_has_what_only_channels_show(hold: Hold, folder: Path) -> None:
    say = "{text: 여기요., image: https://a/b.png, extra: {Mood: 기쁨}}"
    (folder / "Photo.yaml").write_text(f"tasks: {{show: {{say: {say}}}}}", "utf-8")
    spoken = hold(name="Photo", trace=True)
    assert spoken.said == ["여기요."]
    assert spoken.traced == ["  image  https://a/b.png\n  extra  Mood = 기쁨"]


def test_the_trace_comes_behind_what_the_bot_says(hold: Hold) -> None:
    assert [how for how, _ in hold("서울", trace=True).came] == ["say", "say", "trace"]


def test_the_trace_is_switched_on_and_off(hold: Hold) -> None:
    spoken = hold("/trace", "서울", "/trace off", "내일", "/trace on", "부산", "/trace perhaps")
    assert spoken.shown == ["trace on", "trace off", "trace on"]
    assert len(spoken.traced) == 2
    assert spoken.noted == ["/trace is on or off, not perhaps"]


# Commands


def test_help_names_every_command(hold: Hold) -> None:
    (shown,) = hold("/help").shown
    assert [line.split()[0] for line in shown.splitlines()] == [*COMMANDS, "//…"]


def test_what_is_known_is_shown(hold: Hold) -> None:
    before, after = hold("/slots", "부산", "/slots").shown
    assert before == "task find, needs Bus.to, Bus.day"
    assert after == "Bus.to = 부산\ntask find, needs Bus.day"


def test_an_unknown_command_is_told_with_the_one_that_was_meant(hold: Hold) -> None:
    assert hold("/slot").noted == ['no command /slot, did you mean "/slots"?']


def test_a_domain_is_changed(hold: Hold) -> None:
    spoken = hold("/domain Taxi", "/domain", "/domain Tax")
    assert spoken.said == ["어디로 가세요?", "택시입니다."]
    assert spoken.shown == ["  1  Bus  버스 안내\n  2  Circle\n  3  Taxi  택시"]
    assert spoken.noted == ['no domain Tax, did you mean "Taxi"?']


def test_a_restart_forgets_everything(hold: Hold) -> None:
    spoken = hold("서울", "/restart", "/slots")
    assert spoken.said[-1] == "어디로 가세요?"
    assert spoken.shown == ["task find, needs Bus.to, Bus.day"]


# Saved files


def save(folder: Path, text: str) -> Callable[[], object]:
    return lambda: (folder / "Bus.yaml").write_text(text, "utf-8")


def test_a_saved_domain_counts_from_the_next_dialog(hold: Hold, folder: Path) -> None:
    changed = BUS.replace("어디로 가세요?", "목적지가 어디예요?").replace("언제", "며칠에")
    spoken = hold(save(folder, changed), "서울", "/restart", "서울")
    assert spoken.said[1:] == ["언제 가세요?", "목적지가 어디예요?", "며칠에 가세요?"]
    assert spoken.noted == ["reloaded Bus"]


def test_a_saved_domain_that_does_not_load_is_told_and_the_old_one_goes_on(
    hold: Hold, folder: Path
) -> None:
    spoken = hold(save(folder, BUS.replace("lookup:", "lokup:")), "/restart", "서울")
    problem, goes_on = spoken.noted
    assert problem.startswith(f"{folder / 'Bus.yaml'}:")
    assert 'did you mean "lookup"?' in problem
    assert goes_on == "Bus goes on as it was"
    assert spoken.said[-1] == "언제 가세요?"


def test_a_domain_that_is_gone_goes_on(hold: Hold, folder: Path) -> None:
    spoken = hold((folder / "Bus.yaml").unlink, "/restart")
    assert spoken.noted == ["Bus is not there any more", "Bus goes on as it was"]
    assert spoken.said == ["어디로 가세요?", "어디로 가세요?"]


def test_a_new_domain_can_be_changed_to(hold: Hold, folder: Path) -> None:
    def add() -> None:
        (folder / "Train.yaml").write_text("tasks: {a: {say: 기차입니다.}}", "utf-8")

    assert hold(add, "/domain Train").said[-1] == "기차입니다."


# Records of the client


def external(hold: Hold, *lines: str, **options: Any) -> Spoken:
    return hold("내일 서울", *lines, access_method="external_data", **options)


def test_a_request_for_records_is_shown_as_the_client_sees_it(hold: Hold) -> None:
    (shown,) = external(hold).shown
    assert json.loads(shown) == {
        "data_request": [
            {
                "slots": ["Bus.to", "Bus.day", "Bus.time"],
                "condition": 'Bus.to="서울" and Bus.day="내일"',
            }
        ],
        "state": "data_request",
        "message": "",
    }


@pytest.mark.parametrize(
    "lines",
    [
        ['/data [{"Bus.to": "서울", "Bus.day": "내일", "Bus.time": "14:30"}]'],
        ["/data [", '{"Bus.to": "서울", "Bus.day": "내일",', '"Bus.time": "14:30"}', "]"],
        ["/data", '[{"Bus.to": "서울", "Bus.day": "내일", "Bus.time": "14:30"}]'],
        ['/data [{"Bus.to": "서울",\n"Bus.day": "내일", "Bus.time": "14:30"}]'],
        ["/data nonsense", '/data [{"Bus.to":"서울","Bus.day":"내일","Bus.time":"14:30"}]'],
    ],
)
def test_records_are_taken_on_a_line_or_on_several(hold: Hold, lines: list[str]) -> None:
    assert external(hold, *lines).said[-1] == "14:30에 있어요."


def test_no_records_are_an_answer(hold: Hold) -> None:
    assert external(hold, "/data []").said[-1] == "버스가 없어요."


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/data [1]", "records are a JSON list"),
        ("/data {}", "records are a JSON list"),
        ('/data [{"Bus.to": ["서울"]}]', "records are a JSON list"),
        ("/data null", "records are a JSON list"),
        ("/data [}", "not JSON"),
        ("/data " + "[" * 100_000 + "]" * 100_000, "not JSON"),
    ],
)
def test_what_are_no_records_is_refused(hold: Hold, line: str, told: str) -> None:
    spoken = external(hold, line, "/data []")
    assert spoken.noted[0].startswith(told)
    assert spoken.said[-1] == "버스가 없어요."


def test_records_that_break_off_are_refused(hold: Hold) -> None:
    spoken = external(hold, "/data [", "", "/data []")
    assert spoken.noted[0].startswith("not JSON")
    assert spoken.said[-1] == "버스가 없어요."


def test_while_records_are_awaited_nothing_else_is_heard(hold: Hold) -> None:
    spoken = external(hold, "부산", "/data []")
    assert spoken.noted[0].startswith("records are awaited: /data ")
    assert spoken.said == ["어디로 가세요?", "버스가 없어요."]


def test_records_that_nobody_asked_for_are_refused(hold: Hold) -> None:
    assert hold("/data []").noted == ["no records were asked for"]


def test_the_trace_says_what_is_wrong_with_records_that_nobody_asked_for(hold: Hold) -> None:
    data = '/data [{"Bus.to": "서울"}]'
    spoken = hold(data, access_method="external_data", trace=True)
    assert spoken.noted == ["no records were asked for"]
    (traced,) = spoken.traced
    assert traced.startswith("  problem  data: nothing had been asked for")
    assert spoken.said == ["어디로 가세요?"]


def test_behind_the_end_records_are_not_taken(hold: Hold) -> None:
    assert hold("그만", "/data []").noted[-1] == "the dialog has ended"


def test_the_trace_of_records_says_how_many_fit(hold: Hold) -> None:
    data = '/data [{"Bus.to": "서울", "Bus.day": "내일", "Bus.time": "1"}, {"Bus.to": "부산"}]'
    asked, answered = external(hold, data, trace=True).traced
    assert asked.endswith("  needs  records")
    assert answered.startswith("  found  1 record\n  task   find\n")


def test_the_trace_of_records_says_what_is_wrong_with_them(hold: Hold) -> None:
    data = '[{"Bus.to": "서울", "Bus.day": "내일", "Bus.tiem": "1"}, {"Bus.to": "부산"}]'
    traced = external(hold, f"/data {data}", trace=True).traced[-1]
    problems = [line for line in traced.splitlines() if line.startswith("  problem  ")]
    assert any('data[0]["Bus.tiem"]: ' in line for line in problems)
    assert any("data[1]: " in line and 'Bus.to="서울"' in line for line in problems)
    assert any("Bus.time" in line and "was asked for" in line for line in problems)


def test_the_trace_of_records_without_a_mistake_tells_none(hold: Hold) -> None:
    data = '/data [{"Bus.to": "서울", "Bus.day": "내일", "Bus.time": "1"}]'
    assert "problem" not in external(hold, data, trace=True).traced[-1]


def test_mistakes_are_told_in_the_trace_only(hold: Hold) -> None:
    spoken = external(hold, '/data [{"Bus.tiem": "1"}]')
    assert (spoken.traced, spoken.noted) == ([], [])


# The terminal as the bot


def played(hold: Hold, *lines: str | Callable[[], object], **options: Any) -> Spoken:
    return hold(*lines, access_method="external_data", bot=True, **options)


SENT = [
    "  asked  Bus.to, Bus.day, Bus.time",
    '  where  Bus.to="서울" and Bus.day="내일"',
    "  sent   1 record that fits, of 1 in the instances of Bus",
]


def test_what_is_asked_for_is_shown_and_then_the_answer(hold: Hold) -> None:
    assert played(hold, "내일 서울").came == [
        ("say", "어디로 가세요?"),
        ("trace", "\n".join(SENT)),
        ("say", "09:00에 있어요."),
    ]


def test_the_dialog_goes_on_behind_an_answer(hold: Hold) -> None:
    spoken = played(hold, "내일 서울", "부산", "그만", "부산")
    assert spoken.said[1:] == ["09:00에 있어요.", "버스가 없어요.", "안녕히 가세요."]
    assert spoken.noted == ["the dialog has ended; an empty line opens it again"] * 2


def test_the_records_of_a_file_are_sent(hold: Hold, folder: Path) -> None:
    path = folder / "buses.csv"
    path.write_text("to,day,time\n부산,내일,10:00\n서울,내일,11:00\n", "utf-8")
    spoken = played(hold, "내일 서울", records=path)
    assert spoken.said[-1] == "11:00에 있어요."
    assert spoken.traced[0].endswith(f"  sent   1 record that fits, of 2 in {path}")


def test_the_trace_says_why_it_was_asked_and_what_came_of_the_records(hold: Hold) -> None:
    spoken = played(hold, "내일 서울", trace=True)
    understood, asked, found = spoken.traced
    assert understood.endswith("  needs  records")
    assert asked.splitlines() == SENT
    assert found == "  found  1 record\n  task   find"
    assert [how for how, _ in spoken.came] == ["say", "trace", "trace", "say", "trace"]


def test_the_trace_says_what_the_file_does_not_have(hold: Hold, folder: Path) -> None:
    path = folder / "buses.csv"
    path.write_text("to,day\n서울,내일\n", "utf-8")
    found = played(hold, "내일 서울", records=path, trace=True).traced[-1]
    assert found.splitlines()[2].startswith("  problem  data: no record has Bus.time")


def test_a_request_behind_the_records_is_answered_as_well(hold: Hold, greedy_folder: Path) -> None:
    spoken = played(hold, "네", name="Stock")
    assert spoken.said == ["", "2가지가 있어요.\n아홉째 칸에 있어요."]
    items, places = spoken.traced
    assert items.startswith("  asked  Item.name, Item.left\n")
    assert places.startswith("  asked  Place.shelf\n")


@pytest.mark.parametrize("interactive", [True, False])
def test_requests_without_an_end_take_the_turn_back(
    hold: Hold, greedy_folder: Path, interactive: bool
) -> None:
    spoken = played(hold, "찾아", "/slots", name="Greedy", interactive=interactive)
    assert len(spoken.traced) == 10
    assert spoken.noted == ["domain Greedy: asks for records again and again, 10 times in one turn"]
    assert spoken.shown == ["task a, needs nothing"]
    assert spoken.code == (0 if interactive else 1)


def test_a_dialog_that_cannot_be_opened_ends_a_script(hold: Hold, greedy_folder: Path) -> None:
    text = GREEDY.replace('a: {say: 네., next: {task: b, when: act = "go"}}', "")
    text = text.replace("lookup: Item, ", "")
    (greedy_folder / "Greedy.yaml").write_text(text, "utf-8")
    spoken = played(hold, "찾아", name="Greedy", interactive=False)
    assert (spoken.code, spoken.said, spoken.unread) == (1, [], ["찾아"])


def test_records_are_not_typed_where_the_terminal_sends_them(hold: Hold) -> None:
    spoken = played(hold, "/data []")
    assert spoken.noted == [
        "--external answers by itself; with --access-method external_data /data does"
    ]


def test_a_domain_that_looks_nothing_up_is_told(hold: Hold) -> None:
    spoken = played(hold, "/domain Bus", name="Taxi")
    assert spoken.noted == ["Taxi looks nothing up: it asks for no records"]
    assert spoken.said == ["택시입니다.", "어디로 가세요?"]


def test_a_file_that_is_wrong_is_told_before_anything_is_said(hold: Hold, folder: Path) -> None:
    path = folder / "buses.csv"
    path.write_text("too,day\n서울,내일\n", "utf-8")
    spoken = played(hold, "내일 서울", records=path)
    assert (spoken.code, spoken.said, spoken.unread) == (1, [], ["내일 서울"])
    assert spoken.noted == [f'{path}:1:1: "too" is no slot of Bus, did you mean "to"?']


def test_a_restart_reads_the_file_again(hold: Hold, folder: Path) -> None:
    path = folder / "buses.csv"
    path.write_text("to,day,time\n서울,내일,11:00\n", "utf-8")

    def save() -> None:
        path.write_text("to,day,time\n서울,내일,12:00\n", "utf-8")

    spoken = played(hold, "내일 서울", save, "내일 서울", "/restart", "내일 서울", records=path)
    assert [text for text in spoken.said if "있어요" in text] == [
        "11:00에 있어요.",
        "11:00에 있어요.",
        "12:00에 있어요.",
    ]


def test_where_the_file_has_become_wrong_the_instances_are_sent(hold: Hold, folder: Path) -> None:
    path = folder / "buses.csv"
    path.write_text("to,day,time\n서울,내일,11:00\n", "utf-8")
    spoken = played(hold, path.unlink, "/restart", "내일 서울", records=path)
    assert spoken.noted == [
        f'{path}:1:1: there is no file "{path}"',
        "the instances of Bus are sent instead",
    ]
    assert spoken.said[-1] == "09:00에 있어요."


def test_a_file_that_another_domain_cannot_use_is_told(hold: Hold, greedy_folder: Path) -> None:
    path = greedy_folder / "buses.csv"
    path.write_text("Bus.to,Bus.day\n서울,내일\n", "utf-8")
    spoken = played(hold, "/domain Stock", "네", records=path)
    assert '"Bus.to" is no slot of Stock' in spoken.noted[0]
    assert spoken.noted[-1] == "the instances of Stock are sent instead"
    assert spoken.said[-1] == "2가지가 있어요.\n아홉째 칸에 있어요."


# Completion


@pytest.mark.parametrize(
    ("begun", "expected"),
    [
        ("/", list(COMMANDS)),
        ("/d", ["/data", "/domain"]),
        ("/domain ", ["/domain Bus", "/domain Circle", "/domain Taxi"]),
        ("/domain T", ["/domain Taxi"]),
        ("/domain x", []),
        ("", []),
        ("서", []),
        ("Ta", []),
        ("/trace o", []),
        ("서울 /d", []),
    ],
)
def test_commands_and_names_of_domains_are_completed_and_nothing_else(
    folder: Path, begun: str, expected: list[str]
) -> None:
    settings = ChatSettings("internal_data", lambda: SUNDAY)
    talk = Talk(shelf_of(folder), Script((), interactive=True), settings)
    assert list(talk.completions(begun)) == expected
