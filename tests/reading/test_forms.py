"""What a word can be: the packed dictionary says what the one it is made of says."""

import importlib.util
from collections.abc import Iterator

import marisa_trie
import pytest

from mapapp import paths
from mapapp.reading.extracting.forms import dictionary, guessed


def made() -> Iterator[tuple[str, str]]:
    """The entries as data/lexicon/make_forms.py makes them today."""
    spec = importlib.util.spec_from_file_location("make_forms", paths.DATA / "lexicon" / "make_forms.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    yield from module.entries()


def test_the_packed_dictionary_is_what_its_script_makes() -> None:
    packed = marisa_trie.BytesTrie().mmap(str(paths.DATA / "lexicon" / "forms.marisa"))
    assert {word: told.decode() for word, told in packed.items()} == dict(made())


@pytest.mark.parametrize(
    ("word", "kinds", "noun", "verb", "form"),
    [
        ("killed", {"verb"}, "killed", "kill", "past/part"),
        ("struck", {"verb"}, "struck", "strike", "past/part"),
        ("fell", {"noun", "verb", "adj"}, "fell", "fall", "past"),
        ("driven", {"verb", "adj"}, "driven", "drive", "part"),
        ("attacks", {"noun", "verb"}, "attack", "attack", "s"),
        ("shooting", {"noun", "verb"}, "shooting", "shoot", "ing"),
        ("men", {"noun"}, "man", "men", ""),
        ("heavily", {"adv"}, "heavily", "heavily", ""),
        ("capsized", {"verb"}, "capsized", "capsize", "past/part"),
        ("warlords", set(), "warlord", "warlords", ""),
        ("xyzzys", set(), "xyzzy", "xyzzys", ""),
        ("abbas", set(), "abba", "abbas", ""),
        ("", set(), "", "", ""),
        ("\ud83d", set(), "\ud83d", "\ud83d", ""),
        ("a\0b", set(), "a\0b", "a\0b", ""),
    ],
)
def test_what_a_word_can_be(word: str, kinds: set[str], noun: str, verb: str, form: str) -> None:
    assert dictionary(word) == (frozenset(kinds), noun, verb, form)


@pytest.mark.parametrize(
    ("word", "lemma"),
    [
        ("reignited", "reignite"), ("blindsided", "blindside"), ("drypped", "dryp"), ("weaponized", "weaponize"),
        ("straffelled", "straffell"), ("grantied", "granty"), ("ed", "ed"), ("ied", "y"),
    ],
)  # fmt: skip
def test_the_lemma_of_an_unknown_participle(word: str, lemma: str) -> None:
    assert guessed(word) == lemma
