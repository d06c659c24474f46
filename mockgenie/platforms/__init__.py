"""The chat platforms at the other end: they call the server of a bot's author as Kakao and Naver
TalkTalk do, and say what they would drop.

A platform here has one user, who says something, touches what an answer shows, and sees what comes.
"""

from mockgenie.platforms.callbacks import CALLBACK_HOST, Callbacks
from mockgenie.platforms.certificates import TlsMissing, server_tls
from mockgenie.platforms.kakao import KakaoUser
from mockgenie.platforms.listener import Listener, Posted
from mockgenie.platforms.naver import NaverUser
from mockgenie.platforms.naver_api import NAVER_HOSTS, NaverApi
from mockgenie.platforms.seen import USER, Seen
from mockgenie.platforms.user import PlatformUser
from mockgenie.platforms.webhook import NoSuchWebhook

__all__ = [
    "CALLBACK_HOST",
    "NAVER_HOSTS",
    "USER",
    "Callbacks",
    "KakaoUser",
    "Listener",
    "NaverApi",
    "NaverUser",
    "NoSuchWebhook",
    "PlatformUser",
    "Posted",
    "Seen",
    "TlsMissing",
    "server_tls",
]
