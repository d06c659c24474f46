"""What `mockgenie serve` can be told besides the settings of its server."""

from __future__ import annotations

from typing import Annotated

from msgspec import Struct

from mockgenie.server.settings import EngineAnswer, LogFormat, setting
from mockgenie.sockets import EventLoop

MOST_WORKERS = 256
"""A machine is not to be filled by a slip of the finger."""


class ServeSettings(Struct, frozen=True):
    """Where `mockgenie serve` serves, and what it shows."""

    host: Annotated[
        str,
        setting(
            "--host",
            "HOST",
            "address to listen on; `localhost` is IPv4 and IPv6",
            "요청을 받을 주소. `localhost`는 IPv4와 IPv6 모두입니다",
        ),
    ] = "localhost"
    port: Annotated[
        int,
        setting(
            "--port",
            "PORT",
            "port to listen on; `0` takes a free one",
            "요청을 받을 포트. `0`이면 비어 있는 포트를 씁니다",
            least=0,
            most=65535,
        ),
    ] = 8000
    workers: Annotated[
        int,
        setting(
            "--workers",
            "N",
            "processes that serve together, `auto` for one for each processor; several need a"
            " `--store` that they share",
            "함께 서비스하는 프로세스 수. `auto`면 프로세서마다 하나입니다. 여럿이면 함께 쓰는"
            " `--store`가 필요합니다",
            least=1,
            most=MOST_WORKERS,
        ),
    ] = 1
    domains: Annotated[
        tuple[str, ...],
        setting(
            "--domains",
            "DIR",
            "folder with NAME.yaml or NAME/domain.yaml; may be given several times",
            "NAME.yaml이나 NAME/domain.yaml이 있는 폴더. 여러 번 쓸 수 있습니다",
        ),
    ] = ()
    no_reload: Annotated[
        bool,
        setting(
            "--no-reload",
            "",
            "read the domains once; otherwise a file that is saved counts from the next"
            " open_dialog",
            "도메인을 한 번만 읽습니다. 주지 않으면 저장한 파일이 다음 open_dialog부터 반영됩니다",
        ),
    ] = False
    access_key_file: Annotated[
        str,
        setting(
            "--access-keys",
            "FILE",
            "YAML file with access keys that are allowed, as KEY: [DOMAIN, …]",
            "허용하는 액세스 키를 KEY: [DOMAIN, …]로 적은 YAML 파일",
        ),
    ] = ""
    admin_token: Annotated[
        str,
        setting(
            "--admin-token",
            "TOKEN",
            "token that callers of the admin API need, who may then be on other machines; better"
            " given in the variable MOCKGENIE_ADMIN_TOKEN",
            "관리 API를 부를 때 필요한 토큰. 이때는 다른 컴퓨터에서도 부를 수 있습니다. 환경 변수"
            " MOCKGENIE_ADMIN_TOKEN으로 주는 편이 좋습니다",
        ),
    ] = ""
    engine_port: Annotated[
        int | None,
        setting(
            "--engine-port",
            "PORT",
            "port of the chat engine's socket, usually 5050; `0` takes a free one",
            "챗봇 엔진 소켓의 포트. 보통 5050입니다. `0`이면 비어 있는 포트를 씁니다",
            least=0,
            most=65535,
        ),
    ] = None
    engine_domains: Annotated[
        tuple[str, ...],
        setting(
            "--engine-domain",
            "[TYPE=]NAME",
            "domain that the engine's socket answers from, for all bot types or for one; may be"
            " given several times",
            "엔진 소켓이 답하는 도메인. 모든 봇 타입 또는 하나의 봇 타입에 쓰며, 여러 번 쓸 수"
            " 있습니다",
        ),
    ] = ()
    engine_limit: Annotated[
        int,
        setting(
            "--engine-limit",
            "BYTES",
            "most bytes of an answer of the engine's socket",
            "엔진 소켓 응답의 최대 크기(바이트)",
            least=256,
        ),
    ] = 2048
    engine_answer: Annotated[
        EngineAnswer,
        setting(
            "--engine-answer",
            "FORM",
            "keys of its answers: `book`, `camel` (`imageUrl`, no `NER`) or `list` (`Answer` is a"
            " list of lines)",
            "응답의 키: `book`, `camel`(`imageUrl`이 있고 `NER`이 없음), `list`(`Answer`가 줄의"
            " 목록)",
        ),
    ] = "book"
    engine_utf8: Annotated[
        bool,
        setting(
            "--engine-utf8",
            "",
            "its answers are UTF-8 as it is, not ASCII with escapes",
            "응답을 ASCII 이스케이프 없이 UTF-8 그대로 보냅니다",
        ),
    ] = False
    engine_plain: Annotated[
        bool,
        setting(
            "--engine-plain",
            "",
            "what is no JSON is taken as the question itself",
            "JSON이 아닌 요청은 그대로 질문으로 봅니다",
        ),
    ] = False
    open_console: Annotated[
        bool,
        setting(
            "--open",
            "",
            "open the console, the page to talk, watch and break, in the browser",
            "대화하고 지켜보고 고장 내는 페이지인 콘솔을 브라우저에서 엽니다",
        ),
    ] = False
    record: Annotated[
        str,
        setting(
            "--record",
            "FILE",
            "file to which conversations are added as conversation tests when they end; {domain} in"
            " its name makes one for each domain",
            "끝난 대화를 대화 테스트로 덧붙일 파일. 이름에 {domain}이 있으면 도메인마다 하나씩"
            " 만듭니다",
        ),
    ] = ""
    quiet: Annotated[
        bool,
        setting(
            "--quiet",
            "",
            "do not show the conversations as they happen",
            "오가는 대화를 보여 주지 않습니다",
        ),
    ] = False
    log_format: Annotated[
        LogFormat,
        setting(
            "--log-format",
            "FORM",
            "how conversations are shown: `text` for people, or `json`, one object an exchange",
            "대화를 보여 주는 형식: 사람이 읽는 `text`, 또는 교환마다 객체 하나인 `json`",
        ),
    ] = "text"
    loop: Annotated[
        EventLoop,
        setting(
            "--loop",
            "LOOP",
            "event loop: `auto` is uvloop (on Windows winloop) where the extra `speed` is"
            " installed, `asyncio` that of Python",
            "이벤트 루프: `auto`는 추가 설치 `speed`가 있으면 uvloop(Windows에서는 winloop),"
            " `asyncio`는 Python의 것",
        ),
    ] = "auto"
