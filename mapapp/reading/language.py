"""Which language a report is in, and whether it can be read.

English is recognised by its function words, which takes no model and is right even for a headline in capitals; all
else is put to py3langid (Lui and Baldwin 2012, retrained), whose model is loaded only then.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from mapapp.model import Document
from mapapp.reading.tokens import words

READABLE = "en"
QUICK, SAMPLE = 1000, 4000  # characters looked at: English shows itself in few, the rest gets a longer look
MIN_LETTERS = 24  # fewer tell nothing
SURE = 0.8  # probability from which py3langid is believed

_WORD = re.compile(r"[^\W\d_]+")
# closed-class words that few other languages written in Latin letters share
_ENGLISH = words(
    """the of and to that for was with were had from which are have has been this their they would about after when
    could should between because against during before through than them these those there where while into over
    under said says being its his her him she he it is by on at as be an not but who will also you your we our
    or up out new more two all one what how last"""
)
_ENGLISH_ONLY = words("the of and that with were which their they would after between during against said")
_NAMES = {
    "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German", "el": "Greek",
    "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian",
    "fi": "Finnish", "fr": "French", "ga": "Irish", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew",
    "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian",
    "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian", "ne": "Nepali",
    "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "pa": "Punjabi", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "rw": "Kinyarwanda", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur", "uk": "Ukrainian",
    "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "yi": "Yiddish", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def detect(text: str) -> str | None:
    """Return the BCP 47 code of the text's language ("en"), or None when it is too short or too mixed to tell."""
    for length in (QUICK, SAMPLE):
        sample = text[:length]
        found = [word.lower() for word in _WORD.findall(sample)]
        if found and _is_english(found):
            return READABLE
    if sum(map(len, found)) < MIN_LETTERS:
        return None
    language, probability = _identify(sample)
    return language if probability >= SURE else None


def problem(document: Document) -> str | None:
    """Return in words why the document cannot be read ("language: Russian, ..."), or None when it can.

    What the text itself shows is believed before what the document says of itself; a text too short to tell is read.
    """
    found = detect(document.text)
    if found is None and document.language:
        written = _WORD.search(document.text[:SAMPLE])
        found = document.language.split("-")[0].lower() if written else None
    if found is None or found == READABLE:
        return None
    return f"language: {_NAMES.get(found, found)}; only English can be read so far"


def _is_english(found: list[str]) -> bool:
    """Tell whether enough of the words are English function words, some of them words only English has."""
    common = sum(word in _ENGLISH for word in found)
    return common >= 0.18 * len(found) and (len(found) < 12 or any(word in _ENGLISH_ONLY for word in found))


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load, seldom needed

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages([name for name in identifier.labels if name in _NAMES])  # no pidgin for short English
    return identifier


def _identify(sample: str) -> tuple[str, float]:
    language, probability = _identifier().classify(sample.lower() if sample.isupper() else sample)
    return str(language), float(probability)
