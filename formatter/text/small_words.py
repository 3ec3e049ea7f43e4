"""Small words: those of each language in Latin letters by which its texts are told."""

from __future__ import annotations

from functools import cache

# Words of one letter are cut off others by an apostrophe (don't, l'eau): none stands here but what
# has a mark. `vi` is Vietnamese as it is typed without its marks.
SMALL = {
    "vi": "khong nguoi nhung duoc cua cho voi cac mot tren trong dang chua ngay theo cung thi "
    "nay nhu khi nhieu lai hon neu roi biet lam minh vao thanh phai",
    "en": "the of and to in is that was for it with as on his he be at by had from which "
    "are have this you not they we but their will been has an or what",
    "de": "der die und in das den von zu mit sich des auf für ist im dem nicht ein eine als "
    "war wir ich sie er es einen auch aus bei noch nach wird",
    "fr": "le la les de des et en un une du dans est que pour qui sur au par pas il plus avec "
    "ce cette nous vous ils elle sont aux mais ne se ont son sa",
    "es": "el la los las de que y en un una del se por con para es su al lo como más "
    "pero sus no ha este esta fue está muy ya",
    "pt": "os as de que em um uma do da se por com para é não dos ao mais como "
    "na no das foi ser seu sua à pelo mas são",
    "it": "il la di che in un una del per con non si da è le della al come sono "
    "nel gli dei più ma lo alla ha anche questo",
    "nl": "de het een en van in is dat op te zijn met voor niet aan er ook als bij die "
    "was hij ze wij naar dan maar om door uit nog over of",
    "id": "yang dan di ke dari untuk dengan pada ini itu dalam adalah tidak akan juga oleh "
    "mereka ada bisa sudah kami saya karena lebih",
    "pl": "się nie że jest jak od przez dla ale są był tym oraz jego które na za po",
    "sv": "och att det som en på är av för med den till ett om har de inte var från men",
    "da": "og at det er en til af på for med den de som ikke har der var fra et men",
    "tr": "ve bir bu da de için ile olarak daha çok gibi en olan var ise ama ne kadar",
    "ro": "și în de la cu pe nu că din este un pentru care mai sau au fost dar sunt",
    "cs": "se je že na jako by ale po jsou byl není který které když už také pro",
    "ca": "el la els les de que en un una per amb és no als del més com va ser",
    "tl": "ang ng sa na mga ay at ito si ni kay hindi ko mo siya nila para",
    "la": "et in non est ad ut cum sed qui quod quae ex esse ab per sunt nec",
}


@cache
def telling(name: str) -> tuple[str, ...]:
    """Return the small words of a language that no other one has, between spaces."""
    others = frozenset().union(*(small for other, small in small().items() if other != name))
    words = SMALL.get(name, "").split()
    return tuple(f" {word} " for word in words if word not in others)[:20]


@cache
def spoken() -> dict[str, tuple[str, ...]]:
    """Return the languages that each small word is of."""
    words = {word for small in small().values() for word in small}
    return {word: tuple(n for n, small in small().items() if word in small) for word in words}


@cache
def small() -> dict[str, frozenset[str]]:
    """Return the small words of each language."""
    return {name: frozenset(words.split()) for name, words in SMALL.items()}
