"""The page itself: languages, colours, screens, keyboards, tokens, restarts, and other sites."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest

from tests.server.console.pages import FOLDER, Console, dialog, opened, window
from tests.support import PATIENCE, free_port, serve

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.slow

OPENING = {"method": "open_dialog", "name": "Weather", "access_method": "internal_data"}
PANES = re.findall(
    r'"([a-z]+)"', (FOLDER / "panes.js").read_text(encoding="utf-8").rpartition("PANES = ")[2]
)
"""As the page has them, in their order."""

HOSTILE = (
    "<img src=x onerror=\"document.title='stolen'\">",
    "<script>document.title='stolen'</script>",
    "{{constructor.constructor('alert(1)')()}} ${alert(1)} javascript:alert(1)",
    "가‮나다‬ ⁦ ‏עברית⁩ ́́́",
    "길" * 10_000,
)


def conversation(console: Console, *texts: str) -> str:
    """A bot says `texts`; the uuid of its dialog."""
    uuid = dialog(console.server, **OPENING)["return_object"]["uuid"]
    assert isinstance(uuid, str)
    for text in texts:
        dialog(console.server, method="dialog", uuid=uuid, text=text)
    return uuid


def test_it_speaks_as_the_browser_does_and_can_be_told_otherwise(browser: Browser) -> None:
    from playwright.sync_api import expect

    with serve() as server, opened(browser, server, locale="ko-KR") as console:
        expect(console.page.locator("html")).to_have_attribute("lang", "ko")
        expect(console.page.locator("#tab-talk")).to_have_text("대화")
        talk = console.page.locator("#pane-talk")
        expect(talk.get_by_label("도메인")).to_be_visible()
        console.page.get_by_role("button", name="English").click()
        expect(console.page.locator("#tab-talk")).to_have_text("Talk")
        expect(talk.get_by_label("Domain")).to_be_visible()
        expect(console.page.locator("html")).to_have_attribute("lang", "en")
        console.page.reload()
        expect(console.page.locator("#tab-talk")).to_have_text("Talk")


def test_it_is_dark_as_the_system_is_and_can_be_told_otherwise(browser: Browser) -> None:
    from playwright.sync_api import expect

    with serve() as server, opened(browser, server, color_scheme="dark") as console:
        body = console.page.locator("body")
        expect(body).to_have_css("background-color", "rgb(22, 24, 29)")
        console.page.get_by_label("Colours").select_option("light")
        expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
        console.page.reload()
        expect(body).to_have_css("background-color", "rgb(255, 255, 255)")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("locale", ["en-US", "ko-KR"])
def test_nothing_is_wider_than_the_screen(browser: Browser, width: int, locale: str) -> None:
    options: dict[str, Any] = {"viewport": {"width": width, "height": 800}, "locale": locale}
    with serve() as server, opened(browser, server, **options) as console:
        uuid = conversation(console, "서울 날씨", "내일", "길" * 300)
        for pane in PANES:
            shown = console.go(pane)
            if pane in ("watch", "sessions"):
                shown.locator(f'[data-uuid="{uuid}"]').click()
                shown.locator(".exchange").first.wait_for()
            wide = console.page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, pane
            inner = shown.evaluate("element => element.scrollWidth - element.clientWidth")
            assert inner <= 0, pane


def test_on_a_narrow_screen_one_reads_a_conversation_and_goes_back(browser: Browser) -> None:
    from playwright.sync_api import expect

    narrow: dict[str, Any] = {"viewport": {"width": 390, "height": 800}}
    with serve() as server, opened(browser, server, **narrow) as console:
        uuid = conversation(console, "서울 날씨")
        watch = console.go("watch")
        watch.locator(f'[data-uuid="{uuid}"]').click()
        expect(watch.locator(".bubble").last).to_contain_text("언제 날씨가 궁금하세요?")
        expect(watch.locator(".index")).to_be_hidden()
        watch.get_by_role("button", name="← All").click()
        expect(watch.locator(f'[data-uuid="{uuid}"]')).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    # axe is a script that the page's policy would not let run.
    options: dict[str, Any] = {"bypass_csp": True, "color_scheme": scheme}
    with serve() as server, opened(browser, server, **options) as console:
        uuid = conversation(console, "서울 날씨", "내일")
        console.admin("POST", "/faults", {"error": "Too Many Requests", "times": 1})
        for pane in PANES:
            shown = console.go(pane)
            if pane == "talk":
                shown.get_by_role("button", name="Open the dialog").click()
                console.page.locator(".exchange:visible").get_by_text("Details").wait_for()
            if pane in ("watch", "sessions"):
                shown.locator(f'[data-uuid="{uuid}"]').click()
                shown.locator(".exchange").last.get_by_text("Details").click()
                shown.locator(".received").wait_for()
            found = axe.run(console.page).response["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], pane


def test_the_tabs_are_reached_by_the_keyboard(console: Console) -> None:
    from playwright.sync_api import expect

    console.page.locator("#tab-talk").focus()
    for pane in PANES[1:]:
        console.page.keyboard.press("ArrowRight")
        expect(console.page.locator(f"#tab-{pane}")).to_be_focused()
        expect(console.page.locator(f"#pane-{pane}")).to_be_visible()
    console.page.keyboard.press("Home")
    expect(console.page.locator("#pane-talk")).to_be_visible()
    console.go("break")
    console.page.reload()
    expect(console.page.locator("#pane-break")).to_be_visible()


def test_an_address_leads_into_a_pane(browser: Browser) -> None:
    from playwright.sync_api import expect

    with serve() as server:
        opening = dialog(server, **OPENING)["return_object"]["uuid"]
        for pane in ("watch", "sessions", "talk"):
            with opened(browser, server, path=f"#{pane}/{opening}") as console:
                shown = console.page.locator(f"#pane-{pane}")
                expect(shown.locator(".bubble")).to_contain_text("날씨 도우미입니다.")
        with opened(browser, server, path="#%/%") as console:
            expect(console.page.locator("#pane-talk")).to_be_visible()


def test_a_server_without_a_journal_is_talked_to_and_that_is_said(browser: Browser) -> None:
    from playwright.sync_api import expect

    with serve("--journal", "0") as server, opened(browser, server) as console:
        talk = console.page.locator("#pane-talk")
        talk.get_by_label("Domain").select_option("Weather")
        talk.get_by_role("button", name="Open the dialog").click()
        expect(talk.locator(".utterance")).to_be_enabled()
        talk.locator(".utterance").fill("내일 서울 날씨")
        talk.locator(".utterance").press("Enter")
        expect(talk.locator(".bubble").last).to_contain_text("내일 서울의 날씨는")
        expect(console.go("watch")).to_contain_text("this server keeps no journal")


def test_the_token_is_asked_for_once(browser: Browser) -> None:
    from playwright.sync_api import expect

    with serve("--admin-token", "secret") as server, window(browser) as context:
        console = Console(context.new_page(), server)
        page = console.page
        page.goto(console.url)
        box = page.get_by_role("dialog")
        box.get_by_label("Token").fill("wrong")
        box.get_by_label("Token").press("Enter")
        expect(box).to_contain_text("That is not the token of this server.")
        box.get_by_label("Token").fill("secret")
        box.get_by_role("button", name="Go on").click()
        page.locator('[data-state="open"]').wait_for()
        expect(page.get_by_role("dialog")).to_have_count(0)
        options = page.locator("#pane-talk").get_by_label("Domain").locator("option")
        expect(options).not_to_have_count(0)
        page.reload()
        page.locator('[data-state="open"]').wait_for()
        expect(page.get_by_role("dialog")).to_have_count(0)
        assert page.evaluate("localStorage.length + document.cookie.length") <= 1
        assert "secret" not in page.evaluate("JSON.stringify(localStorage)")
        assert console.errors == []


def test_two_pages_see_the_same(browser: Browser) -> None:
    from playwright.sync_api import expect

    with serve() as server, opened(browser, server) as one, opened(browser, server) as other:
        other.go("clock").get_by_label("Moment").fill("2026-12-24")
        other.page.get_by_role("button", name="Stop the clock").click()
        expect(one.go("clock").locator(".now")).to_contain_text("December 24, 2026")
        watch = other.go("watch")
        one.go("talk").get_by_label("Domain").select_option("Weather")
        one.page.get_by_role("button", name="Open the dialog").click()
        one.say("서울 날씨")
        expect(watch.locator(".one")).to_contain_text("언제 날씨가 궁금하세요?")


def test_it_goes_on_after_the_server_was_restarted(browser: Browser) -> None:
    from playwright.sync_api import expect

    port = str(free_port())
    with serve("--port", port) as server:
        window_of = opened(browser, server)
        console = window_of.__enter__()
        old = conversation(console, "서울 날씨")
        watch = console.go("watch")
        expect(watch.locator(f'[data-uuid="{old}"]')).to_be_visible()
    expect(console.page.locator("header .status")).to_have_attribute("data-state", "lost")
    with serve("--port", port):
        expect(console.page.locator("header .status")).to_have_attribute("data-state", "open")
        expect(watch.locator(".one")).to_have_count(0)
        new = conversation(console, "부산 날씨")
        expect(watch.locator(f'[data-uuid="{new}"]')).to_contain_text("언제 날씨가 궁금하세요?")
        window_of.__exit__(None, None, None)


@pytest.mark.parametrize("text", HOSTILE, ids=["img", "script", "template", "bidi", "long"])
def test_what_somebody_says_stays_text(console: Console, text: str) -> None:
    from playwright.sync_api import expect

    console.admin("POST", "/faults", {"text": text, "when": 'method = "dialog"'})
    uuid = conversation(console, text, text)
    shown = text[:1000]
    for pane in ("watch", "sessions"):
        view = console.go(pane)
        view.locator(f'[data-uuid="{uuid}"]').click()
        expect(view.locator(".bubble").last).to_contain_text(shown)
        assert view.locator("img, script").count() == 0
        assert console.page.evaluate("document.documentElement.scrollWidth") <= 1280
    view.locator(".exchange").last.get_by_role("button", name="Details").click()
    expect(view.locator(".sent")).to_contain_text("HTTP/1.1 200 OK")
    assert console.page.title() == "mockgenie"


class _OtherSite(BaseHTTPRequestHandler):
    """A page of another site."""

    def do_GET(self) -> None:  # as http.server calls it
        body = b"<!doctype html><title>elsewhere</title><body></body>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def another_site() -> Iterator[str]:
    """Where it is."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _OtherSite)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join(PATIENCE)
        server.server_close()


_ATTACK = """async ([url, method]) => {
    const told = [];
    for (const mode of ["cors", "no-cors"]) {
        for (const type of ["application/json", "text/plain"]) {
            try {
                const answer = await fetch(url, {
                    method, mode, headers: method === "GET" ? {} : {"Content-Type": type},
                    body: method === "POST" ? "{}" : undefined,
                });
                told.push(await answer.text());
            } catch {}
        }
    }
    return told.join("");
}"""


def test_another_site_can_read_nothing_and_do_nothing(console: Console) -> None:
    from playwright.sync_api import expect

    uuid = conversation(console, "서울 날씨")
    console.admin("POST", "/faults", {"text": "x", "times": 1, "when": "turn = 99"})
    with another_site() as elsewhere:
        page = console.page.context.new_page()
        page.goto(elsewhere)
        for host in ("localhost", "127.0.0.1"):
            root = f"http://{host}:{console.server.port}/__mockgenie"
            for method, path in (
                ("GET", "/console"), ("GET", "/journal"), ("GET", "/events"), ("POST", "/reset"),
                ("DELETE", "/faults"), ("POST", "/sessions/search"), ("DELETE", "/sessions"),
            ):  # fmt: skip
                assert page.evaluate(_ATTACK, [root + path, method]) == "", (method, path)
            page.evaluate(
                """url => {
                    const frame = document.createElement("iframe");
                    frame.src = url;
                    document.body.append(frame);
                }""",
                f"{root}/console",
            )
        frames = [frame for frame in page.frames if frame != page.main_frame]
        for frame in frames:
            expect(frame.locator("header")).to_have_count(0)
        page.close()
    assert [one["uuid"] for one in console.admin("GET", "/sessions")["sessions"]] == [uuid]
    assert len(console.admin("GET", "/faults")["faults"]) == 1
    assert console.admin("GET", "/journal")["total"] >= 2


def test_clock_and_settings_are_changed(console: Console) -> None:
    from playwright.sync_api import expect

    pane = console.go("clock")
    pane.get_by_label("Moment").fill("2026-12-24T12:00:00")
    pane.get_by_role("button", name="Stop the clock").click()
    expect(pane.locator(".now")).to_contain_text("December 24, 2026")
    pane.get_by_role("button", name="1 day on", exact=True).click()
    expect(pane.locator(".now")).to_contain_text("December 25, 2026")
    pane.get_by_role("button", name="1 hour back").click()
    assert console.admin("GET", "/clock")["now"] == "2026-12-25T02:00:00.000Z"
    pane.get_by_role("button", name="Back to the machine's time").click()
    expect(pane.locator(".now")).not_to_contain_text("stopped")
    pane.get_by_label("Moment").fill("yesterday")
    pane.get_by_role("button", name="Stop the clock").click()
    expect(console.page.locator(".notices")).to_contain_text("yesterday")

    pane.get_by_label("Envelope").select_option("observed")
    pane.get_by_label("Requests a day").fill("7")
    pane.get_by_label("Access keys").fill("team=Weather,Movie\nadmin")
    pane.get_by_role("button", name="Change the settings").click()
    expect(console.page.locator(".notices")).to_contain_text("The settings are changed.")
    settings = console.admin("GET", "/settings")
    assert settings["envelope"] == "observed"
    assert settings["daily_quota"] == 7
    assert settings["access_keys"] == {"team": ["Weather", "Movie"], "admin": []}
    pane.get_by_role("button", name="Reset").click()
    expect(pane.get_by_label("Requests a day")).to_have_value("0")
    assert console.admin("GET", "/settings")["access_keys"] is None
