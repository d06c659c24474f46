"""Naver TalkTalk: events that come, events that answer, and the API by which they are sent.

from mockgenie.channels.naver import check
problems = check(event)             # what TalkTalk accepts and never delivers, and where
"""

from mockgenie.channels.naver.check import check
from mockgenie.channels.naver.send_api import image_uploaded, sent
from mockgenie.channels.naver.webhook import NaverChannel, send_event

__all__ = ["NaverChannel", "check", "image_uploaded", "send_event", "sent"]
