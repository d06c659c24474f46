"""Naver TalkTalk: events that come, events that answer, and the API by which they are sent.

from mockgenie.channels.naver import check
problems = check(event)             # what TalkTalk accepts and never delivers, and where
"""

from mockgenie.channels.naver.check import check
from mockgenie.channels.naver.events import (
    composed,
    confirmed,
    echoed,
    event,
    handed_over,
    opened,
    paid,
    pictured,
    profiled,
    said,
    user_key,
)
from mockgenie.channels.naver.seen import PICKERS, bubbles, pictures_in, texts, touches
from mockgenie.channels.naver.send_api import EVENTS, IMAGES, failed, image_uploaded, sent
from mockgenie.channels.naver.webhook import NaverChannel, send_event

__all__ = [
    "EVENTS",
    "IMAGES",
    "PICKERS",
    "NaverChannel",
    "bubbles",
    "check",
    "composed",
    "confirmed",
    "echoed",
    "event",
    "failed",
    "handed_over",
    "image_uploaded",
    "opened",
    "paid",
    "pictured",
    "pictures_in",
    "profiled",
    "said",
    "send_event",
    "sent",
    "texts",
    "touches",
    "user_key",
]
