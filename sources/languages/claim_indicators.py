"""Words that mark a sentence as worth checking: comparisons, causes, speech and the future.

By language, in lower case; “_” means white space and “*” any ending. They only draw a
person's attention to a sentence, so a word too many does little harm.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from sources.languages import get_primary_language
from sources.languages.lexicon import parse_words


@dataclass(frozen=True)
class ClaimIndicators:
    """The words of one language, separated by white space."""

    comparison: str
    cause: str
    speech: str  # verbs that report what someone said
    future: str
    titles: str  # abbreviated titles, whose full stop ends no sentence

    @cached_property
    def patterns(self) -> dict[str, re.Pattern]:
        """One pattern for each kind of words."""
        kinds = ("comparison", "cause", "speech", "future")
        return {kind: _compile_words(getattr(self, kind)) for kind in kinds}


def _compile_words(text: str) -> re.Pattern:
    escaped = (re.escape(word) for word in parse_words(text))
    patterns = (word.replace("_", r"\s+").replace(r"\*", r"\w*") for word in escaped)
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)


CLAIM_INDICATORS = {
    "en": ClaimIndicators(
        comparison="""
        more_than less_than fewer_than greater_than higher_than lower_than larger_than
        smaller_than better_than worse_than faster_than as_many_as as_much_as at_least at_most
        twice_as half_of most_of the_majority the_most the_least the_largest the_biggest
        the_highest the_lowest the_smallest the_first the_only the_best the_worst
        the_oldest the_fastest doubled tripled halved increase* decrease* rose risen fell fallen
        grew grown declin* shrank dropped soared record_high record_low compared unprecedented
        average per_capita majority never_before for_the_first_time none_of all_of every
        """,
        cause="""
        because because_of due_to caused causes causing led_to leads_to leading_to resulted_in
        results_in as_a_result thanks_to responsible_for therefore consequently forced prompted
        triggered provoked brought_about made_possible owing_to in_response_to blamed
        """,
        speech="""
        said says told tells claims claimed claiming stated announced announces added according_to
        reported reports wrote writes argued argues warned warns insisted insists denied denies
        declared explained noted confirmed promised accused
        """,
        future="will shall won't is_going_to are_going_to may_soon plans_to intends_to next_year",
        titles="mr mrs ms dr prof st gen sen rep gov lt col sgt capt hon rev jr sr",
    ),
    "de": ClaimIndicators(
        comparison="""
        mehr_als weniger_als höher_als niedriger_als größer_als kleiner_als besser_als
        schlechter_als doppelt_so halb_so mindestens höchstens die_meisten die_mehrheit
        der_größte die_größte das_größte der_erste die_erste das_erste erstmals einzige* gestiegen
        gesunken stieg sank wuchs verdoppelt* halbiert* zunahme abnahme rückgang anstieg
        im_vergleich durchschnitt* pro_kopf noch_nie alle jede*
        """,
        cause="""
        weil wegen aufgrund verursacht* führte_zu führt_zu führten_zu infolge deshalb daher
        dadurch dank zwang gezwungen ausgelöst verantwortlich_für
        """,
        speech="""
        sagte sagt erklärte erklärt laut zufolge behauptet* meldete berichtete schrieb betonte
        warnte kündigte teilte räumte bestritt
        """,
        future="wird werden künftig nächstes_jahr demnächst plant planen",
        titles="dr prof hr fr gen st ing abs art nr bzw z ca",
    ),
    "fr": ClaimIndicators(
        comparison="""
        plus_de moins_de plus_que moins_que supérieur* inférieur* meilleur* pire* autant_que
        au_moins au_plus la_plupart la_majorité le_plus la_plus les_plus le_moins
        le_premier la_première le_seul la_seule doublé* triplé* augment* diminu* baiss* hausse*
        recul* record en_moyenne par_habitant par_rapport pour_la_première_fois tous toutes chaque
        """,
        cause="""
        parce_que parce_qu' à_cause en_raison causé* provoqué* entraîn* conduit_à grâce_à donc
        par_conséquent forcé* contraint* responsable*_de
        """,
        speech="""
        dit a_dit déclar* affirm* selon annonc* ajout* expliqu* écrit rapport* préven* accus*
        assur* soulign*
        """,
        future="sera seront va vont prévoi* prochain* bientôt",
        titles="m mm mme dr pr st gén art",
    ),
    "pl": ClaimIndicators(
        comparison="""
        więcej_niż mniej_niż wyższ* niższ* większ* mniejsz* lepsz* gorsz* co_najmniej najwyżej
        większość najwięk* najwyż* najniż* najmniej* najwięcej pierwsz* jedyn* wzrósł wzrosł*
        spadł* spadek wzrost podwoi* dwukrotnie średni* w_porównaniu po_raz_pierwszy wszyscy każd*
        """,
        cause="""
        ponieważ bo z_powodu spowodow* doprowadzi* w_wyniku dlatego dzięki zmusi* wskutek
        odpowiedzialn*
        """,
        speech="""
        powiedzi* mówi* oświadczy* stwierdzi* według poinformowa* dodał* zapowiedzi* napisa*
        twierdz* zaprzecz* podkreśli*
        """,
        future="będzie będą zamierza planuje wkrótce przyszłym_roku",
        titles="dr prof gen płk im św art ul np tzw",
    ),
    "uk": ClaimIndicators(
        comparison="""
        більше_ніж менше_ніж більше_за менше_за понад щонайменше не_менше більш* менш* вищ* нижч*
        найбільш* найменш* найвищ* перш* єдин* більшість зріс зросл* впал* зростання падіння
        подвоїл* удвічі вдвічі середн* порівняно вперше усі всі кож*
        """,
        cause="""
        тому_що через бо спричин* призве* внаслідок завдяки змуси* тому у_зв'язку відповідальн*
        """,
        speech="""
        сказа* каже заяви* повідоми* за_словами додав* написа* стверджу* попереди* наголоси*
        запереч*
        """,
        future="буде будуть планує має_намір незабаром наступного_року",
        titles="ім проф ген п св ст вул напр",
    ),
    "ru": ClaimIndicators(
        comparison="""
        больше_чем меньше_чем более_чем менее_чем свыше не_менее как_минимум больш* меньш* выше
        ниже наибольш* наименьш* сам* перв* единственн* большинство вырос* упал* снизил* рост
        падение удвоил* вдвое средн* по_сравнению впервые все кажд*
        """,
        cause="""
        потому_что из-за поскольку вызва* привел* приводит вследствие в_результате благодаря
        вынуди* поэтому в_связи ответственн*
        """,
        speech="""
        сказал* говорит заяви* сообщи* по_словам добави* написа* утвержда* предупреди*
        подчеркну* отрица*
        """,
        future="будет будут планирует намерен* вскоре в_следующем_году",
        titles="им проф ген г св ст ул напр",
    ),
}


def get_claim_indicators(language: str) -> ClaimIndicators | None:
    """Return the indicators of a language (a BCP 47 tag); None if it is not supported."""
    return CLAIM_INDICATORS.get(get_primary_language(language))
