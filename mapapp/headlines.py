"""An incident's headline out of its facts, in English or, by way of a translator, in any language.

Reading makes the facts (`reading.merging.titles`) and the English title; the pages say the same in their language.
"""

from __future__ import annotations

from collections.abc import Callable

from mapapp.model import Headline

MODES = {
    "incursion": "Incursion", "seizure": "Seizure of ground", "building seizure": "Seizure of a building",
    "ship seizure": "Seizure of a ship", "hijacking": "Hijacking", "raid": "Raid", "siege": "Siege", "coup": "Coup",
    "war": "War", "clash": "Clash", "attack": "Attack",
    "bombing": "Bombing or shelling", "killing": "Killing", "abduction": "Abduction", "expulsion": "Expulsion",
    "withdrawal": "Withdrawal", "transfer": "Hand-over", "release": "Release", "surrender": "Surrender",
    "positions": "Troops take positions", "presence": "Troops present", "deployment": "Deployment",
    "peacekeeping": "Peacekeepers", "aid": "Aid", "appeal": "Appeal", "call": "Call", "demand": "Demand",
    "talks": "Talks", "meeting": "Meeting", "visit": "Visit", "ceasefire": "Ceasefire", "agreement": "Agreement",
    "fulfilment": "Fulfilment", "demonstration": "Protest", "riot": "Riot", "strike": "Strike",
    "sanction": "Sanction", "arrest": "Arrest", "restriction": "Restriction", "confiscation": "Seizure of goods",
    "threat": "Threat", "rejection": "Rejection", "inquiry": "Inquiry", "support": "Declaration of support",
    "concession": "Concession", "cooperation": "Cooperation", "blast": "Blast", "breakdown": "Breakdown",
    "collapse": "Collapse", "crash": "Crash", "fire": "Fire", "mishap": "Mishap", "sinking": "Sinking",
    "fraud": "Fraud", "robbery": "Robbery", "trafficking": "Trafficking", "trial": "Trial", "ruling": "Court ruling",
    "drought": "Drought",
    "earthquake": "Earthquake", "epidemic": "Epidemic", "eruption": "Eruption", "flood": "Flood",
    "landslide": "Landslide", "storm": "Storm", "tsunami": "Tsunami", "wildfire": "Wildfire",
}  # fmt: skip
WHO = {1: "%(what)s: %(who)s", 2: "%(what)s: %(one)s and %(other)s"}
WHERE = {
    "in": "%(headline)s, in %(place)s",
    "near": "%(headline)s, near %(place)s",
    "away": "%(headline)s, %(km)s km from %(place)s",
    "along": "%(headline)s, along %(place)s",
    "border": "%(headline)s, on the %(one)s–%(other)s border",
}
MESSAGES = (*MODES.values(), *WHO.values(), *WHERE.values())

Translate = Callable[[str], str]


def say(headline: Headline, translate: Translate = str) -> str:
    """Return "Clash: Armenia and Azerbaijan, near Vardenis": what, who, where; `translate` knows MESSAGES."""
    told = translate(MODES.get(headline.what, headline.what.capitalize()))
    if headline.who:
        one, other = headline.who[0], headline.who[-1]
        told = translate(WHO[len(headline.who)]) % {"what": told, "who": one, "one": one, "other": other}
    if headline.how:
        one, other = headline.where[0], headline.where[-1]
        where = {"place": one, "one": one, "other": other, "km": headline.km}
        told = translate(WHERE[headline.how]) % {"headline": told, **where}
    return told
