"""Greetings by language."""

KNOWN = {
    "de": "Guten Tag",
    "en": "Hello",
    "fr": "Bonjour",
    "ja": "こんにちは",
}


def best(accepted):
    """The greeting for an Accept-Language header (RFC 9110, 12.5.4), English if none is known."""
    wishes = []
    for part in accepted.split(","):
        language, _, quality = part.strip().partition(";q=")
        try:
            wishes.append((float(quality or 1), language.split("-")[0].lower()))
        except ValueError:
            continue
    for _, language in sorted(wishes, key=lambda wish: -wish[0]):
        if language in KNOWN:
            return KNOWN[language]
    return KNOWN["en"]
