"""What a server can be told: every setting, declared once.

From these declarations come the options of `mockgenie serve`, the keywords of `create_app` and of
the fixtures, the settings of the admin API, and the tables of the documentation.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Meta, Struct

from mockgenie.faults import Fault

EnvelopeName: TypeAlias = Literal["guide", "observed", "legacy"]
LogFormat: TypeAlias = Literal["text", "json"]
EngineAnswer: TypeAlias = Literal["book", "camel", "list"]


def setting(
    flag: str,
    metavar: str,
    english: str,
    korean: str,
    *,
    above: float | None = None,
    least: float | None = None,
    most: float | None = None,
    changes: bool = False,
) -> Meta:
    """The declaration of a setting.

    `flag` and `metavar`: its option, "" for none; `english` and `korean`: what it does; `above`,
    `least`, `most`: the limits of a number; `changes`: it may change while a server runs.
    """
    shown = {"flag": flag, "metavar": metavar, "korean": korean, "changes": changes}
    given = {"gt": above, "ge": least, "le": most}
    limits: dict[str, Any] = {name: limit for name, limit in given.items() if limit is not None}
    return Meta(description=english, extra=shown, **limits)


class Settings(Struct, frozen=True):
    """How a server serves."""

    envelope: Annotated[
        EnvelopeName,
        setting(
            "--envelope",
            "FORM",
            "form of the answers: `guide`, `observed` or `legacy` (bots written between 2018 and"
            " 2022: `legacy`)",
            "응답 형식: `guide`, `observed`, `legacy` (2018~2022년에 만든 봇은 `legacy`)",
            changes=True,
        ),
    ] = "guide"
    store: Annotated[
        str,
        setting(
            "--store",
            "PLACE",
            "where sessions live, and all that several processes have in common: `memory`,"
            " `sqlite:FILE` or `redis://HOST`",
            "세션과 여러 프로세스가 함께 쓰는 모든 것이 있는 곳: `memory`, `sqlite:FILE`,"
            " `redis://HOST`",
        ),
    ] = "memory"
    session_ttl: Annotated[
        float,
        setting(
            "--session-ttl",
            "S",
            "seconds after which an idle session is gone",
            "쓰지 않는 세션을 없애기까지의 시간(초)",
            above=0,
        ),
    ] = 1800
    max_sessions: Annotated[
        int,
        setting(
            "--max-sessions",
            "N",
            "sessions that may be open at once",
            "동시에 열 수 있는 세션 수",
            above=0,
        ),
    ] = 100_000
    max_body: Annotated[
        int,
        setting(
            "--max-body",
            "BYTES",
            "largest request body",
            "요청 본문의 최대 크기(바이트)",
            above=0,
        ),
    ] = 1024 * 1024
    max_text: Annotated[
        int,
        setting(
            "--max-text",
            "N",
            "most characters of an utterance; `0` for any number",
            "발화의 최대 글자 수. `0`이면 제한이 없습니다",
            least=0,
            changes=True,
        ),
    ] = 0
    handler_timeout: Annotated[
        float,
        setting(
            "--handler-timeout",
            "S",
            "seconds within which a request has to arrive whole",
            "요청이 모두 도착해야 하는 시간(초)",
            above=0,
        ),
    ] = 30
    engine_timeout: Annotated[
        float,
        setting(
            "--engine-timeout",
            "S",
            "seconds within which its answer has to be found; `0` for any time",
            "응답을 찾아야 하는 시간(초). `0`이면 제한이 없습니다",
            least=0,
            changes=True,
        ),
    ] = 0
    keep_alive: Annotated[
        bool,
        setting(
            "--keep-alive",
            "",
            "let clients that ask for it reuse a connection; the documented server closes it",
            "원하는 클라이언트는 연결을 다시 쓸 수 있습니다. 원래 서버는 연결을 닫습니다",
        ),
    ] = False
    access_keys: Annotated[
        Mapping[str, tuple[str, ...]] | None,
        setting(
            "--access-key",
            "KEY[=DOMAIN,…]",
            "access key that is allowed, for all domains or some; may be given several times",
            "허용하는 액세스 키. 도메인을 정할 수도 있고, 여러 번 쓸 수 있습니다",
            changes=True,
        ),
    ] = None
    rate: Annotated[
        float,
        setting(
            "--rate",
            "N/s",
            "requests a second (`N/m`: a minute, `N/h`: an hour) that each access key may make",
            "액세스 키마다 1초(`N/m`은 1분, `N/h`는 1시간)에 보낼 수 있는 요청 수",
            least=0,
            changes=True,
        ),
    ] = 0
    burst: Annotated[
        int,
        setting(
            "",
            "",
            "requests of `rate` that may come at once; `0` for those of one second",
            "`rate` 가운데 한꺼번에 보낼 수 있는 요청 수. `0`이면 1초 분량입니다",
            least=0,
            changes=True,
        ),
    ] = 0
    daily_quota: Annotated[
        int,
        setting(
            "--daily-quota",
            "N",
            "requests a day, from midnight in Korea, that each access key may make; `0` for any"
            " number",
            "액세스 키마다 하루(한국 시간 자정부터)에 보낼 수 있는 요청 수. `0`이면 제한이"
            " 없습니다",
            least=0,
            changes=True,
        ),
    ] = 0
    faults: Annotated[
        tuple[Fault, ...],
        setting(
            "--faults",
            "FILE",
            "YAML file with what goes wrong on purpose",
            "일부러 내는 장애를 적은 YAML 파일",
        ),
    ] = ()
    channels: Annotated[
        str,
        setting(
            "--channels",
            "NAME",
            "domain that answers at /query/TEST, /query/KAKAO and /query/NAVER",
            "/query/TEST, /query/KAKAO, /query/NAVER에서 답하는 도메인",
        ),
    ] = ""
    book_errors: Annotated[
        bool,
        setting(
            "--book-errors",
            "",
            "whatever is refused there is 500, as in the program that such servers are made after",
            "거기에서 거절하는 것은 모두 500입니다. 그런 서버들이 본뜬 프로그램과 같습니다",
        ),
    ] = False
    naver_send: Annotated[
        str,
        setting(
            "--naver-send",
            "URL",
            "address of the send API by which /query/NAVER answers, instead of in its response",
            "/query/NAVER가 응답 대신 말을 보내는 보내기 API의 주소",
        ),
    ] = ""
    naver_key: Annotated[
        str,
        setting(
            "--naver-key",
            "KEY",
            "key of the send API: sent to it, and asked of bots that call it here",
            "보내기 API의 인증키. 보낼 때 쓰고, 봇이 이 서버의 보내기 API를 부를 때 확인합니다",
        ),
    ] = ""
    journal: Annotated[
        int,
        setting(
            "--journal",
            "N",
            "requests and answers that are remembered; `0` for none",
            "기억해 두는 요청과 응답의 수. `0`이면 기억하지 않습니다",
            least=0,
        ),
    ] = 1000


class Setting(Struct, frozen=True):
    """A setting as it is declared: see `setting` for what its fields mean."""

    name: str
    type: Any
    default: Any
    flag: str
    metavar: str
    english: str
    korean: str
    above: float | None
    least: float | None
    most: float | None
    changes: bool

    @property
    def choices(self) -> tuple[str, ...]:
        """The words that it may be, () where it is something else."""
        return get_args(self.type) if get_origin(self.type) is Literal else ()


def settings_in(struct: type[Struct]) -> Iterator[Setting]:
    """The settings that a struct declares, in their order."""
    hints = get_type_hints(struct, include_extras=True)
    for field in msgspec.structs.fields(struct):
        type_, meta = get_args(hints[field.name])
        yield Setting(
            name=field.name,
            type=type_,
            default=field.default,
            english=meta.description,
            above=meta.gt,
            least=meta.ge,
            most=meta.le,
            **meta.extra,
        )
