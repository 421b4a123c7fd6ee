"""How publishers begin and word notes about their own text, in seventeen languages. Pure.

`classify_line` says what kind of note a line is. `LABELS` are regular expressions of what is before
a colon or alone in a line, `SENTENCES` of what a note says anywhere. Each list follows the order
English, German, French, Spanish, Portuguese, Italian, Polish, Russian, Ukrainian, Turkish, Arabic,
Hindi, Chinese, Dutch, Czech, Swedish, Japanese.
"""

import re

CORRECTION, CLARIFICATION = "correction", "clarification"
EDITORS_NOTE, UPDATE, RETRACTION = "editors_note", "update", "retraction"
# A retraction is more than a correction, and a correction more than an update.
KINDS = (RETRACTION, CORRECTION, CLARIFICATION, EDITORS_NOTE, UPDATE)

MAX_LABEL = 60  # code points of a line that is a label only, such as a heading
MAX_UPDATED_LINE = 140
MAX_LINE = 3000  # longer lines are paragraphs whose first words are read
MAX_SENTENCES = 600  # of which a sentence about the article is searched

_STORY = r"(?:article|story|report|post|piece|column|page|headline|fact[- ]check|video|graphic)"

LABELS: dict[str, list[str]] = {
    "retraction": [
        r"retraction(?: notice| note)?",
        r"retracted",
        r"(?:widerruf|zurückgezogen)",
        r"(?:rétractation|article retiré)",
        r"(?:retractación|artículo retirado)",
        r"(?:retratação|retractação)",
        r"(?:ritrattazione|articolo ritirato)",
        r"(?:wycofanie(?: artykułu| tekstu)?|tekst wycofany|artykuł wycofany)",
        r"(?:отзыв (?:статьи|публикации)|опровержение)",
        r"(?:відкликання (?:статті|публікації)|спростування)",
        r"(?:geri çekildi|geri çekme|tekzip)",
        r"(?:سحب المقال|تراجع عن)",
        r"(?:लेख वापस लिया गया|वापसी सूचना)",
        r"(?:撤稿(?:声明|聲明)?|撤回(?:声明|聲明)?)",
        r"(?:rectificatie: ingetrokken|ingetrokken(?: artikel)?)",
        r"(?:staženo|článek stažen)",
        r"(?:tillbakadragen|artikeln är tillbakadragen)",
        r"(?:記事の取り消し|記事取り消し|取り消し)",
    ],
    "correction": [
        r"corrections?(?: (?:and|&|/) clarifications?)?(?: notice| note| appended| added)?",
        r"(?:corrected|corrigendum|corrigenda|erratum|errata)",
        r"(?:korrektur(?:hinweis|en)?|berichtigung|richtigstellung|korrigiert)",
        r"(?:rectificatif|correctif|rectification|correction|mise au point)",
        r"(?:corrección|correcciones|rectificación|fe de errores|fe de erratas)",
        r"(?:correção|correcção|correções|errata|errámos|erramos)",
        r"(?:correzione|rettifica|errata corrige)",
        r"(?:sprostowanie|korekta|poprawka|errata|erratum)",
        r"(?:исправление|исправлено|поправка|уточнение и исправление)",
        r"(?:виправлення|виправлено|поправка)",
        r"(?:düzeltme(?: notu)?|düzeltildi)",
        r"(?:تصحيح|تصويب)",
        r"(?:भूल[ -]?सुधार|सुधार|शुद्धि पत्र|शुद्धिपत्र)",
        r"(?:更正(?:声明|聲明|启事)?|勘误|勘誤|订正|訂正)",
        r"(?:correctie|rectificatie|herstel|gecorrigeerd)",
        r"(?:oprava|opraveno|omluva a oprava)",
        r"(?:rättelse|korrigering|rättat)",
        r"(?:訂正(?:とおわび|とお詫び)?|おわびと訂正|お詫びと訂正|修正)",
    ],
    "clarification": [
        r"clarifications?(?: note)?",
        r"(?:klarstellung|präzisierung)",
        r"(?:précisions?|clarification)",
        r"(?:aclaración|precisión)",
        r"(?:esclarecimento)",
        r"(?:precisazione|chiarimento)",
        r"(?:wyjaśnienie|doprecyzowanie)",
        r"(?:уточнение|разъяснение)",
        r"(?:уточнення|роз'яснення|роз’яснення)",
        r"(?:açıklama notu|netleştirme)",
        r"(?:توضيح)",
        r"(?:स्पष्टीकरण)",
        r"(?:澄清(?:声明|聲明)?)",
        r"(?:verduidelijking|toelichting)",
        r"(?:upřesnění|vysvětlení)",
        r"(?:förtydligande)",
        r"(?:補足)",
    ],
    "editors_note": [
        r"editor(?:'|’)?s?(?:'|’)? note",
        r"note (?:from|by) the editors?",
        r"editorial note",
        r"(?:anmerkung (?:der|d\.) red(?:aktion|\.)|hinweis der redaktion|redaktioneller hinweis)",
        r"(?:note de la rédaction|ndlr|note de l'éditeur|note de l’éditeur)",
        r"(?:nota de la redacción|nota del editor|nota de redacción)",
        r"(?:nota da redação|nota da redacção|nota do editor)",
        r"(?:nota della redazione|nota del direttore|ndr)",
        r"(?:od redakcji|nota redakcyjna|przypis redakcji)",
        r"(?:от редакции|примечание редакции|примечание редактора)",
        r"(?:від редакції|примітка редакції|примітка редактора)",
        r"(?:editörün notu|editör notu|editörden)",
        r"(?:ملاحظة المحرر|ملاحظة من المحرر|ملاحظة هيئة التحرير)",
        r"(?:संपादक की टिप्पणी|संपादकीय टिप्पणी|संपादक का नोट)",
        r"(?:编者按|編者按|编者注|編者註|编辑注|编辑按)",
        r"(?:noot van de redactie|redactionele noot|noot redactie)",
        r"(?:poznámka redakce|pozn\.? red\.?)",
        r"(?:redaktionens anmärkning|redaktionens kommentar|anm\. från redaktionen)",
        r"(?:編集部注|編集部より|編集部から|編集者注)",
    ],
    "update": [
        r"(?:last |article |story )?updated(?: on| at)?",
        r"updates?",
        r"(?:aktualisiert(?: am| um)?|aktualisierung|update|zuletzt (?:aktualisiert|geändert))",
        r"(?:mis(?:e)? à jour(?: le| à)?|actualisé(?: le| à)?|modifié le)",
        r"(?:actualizado(?: el| a)?|actualización|última actualización)",
        r"(?:atualizad[oa](?: em| às| a)?|atualização|última atualização|actualizado em)",
        r"(?:aggiornat[oa](?: il| alle)?|aggiornamento|ultimo aggiornamento)",
        r"(?:zaktualizowano|aktualizacja|ostatnia aktualizacja)",
        r"(?:обновлено|обновление|дополнено|последнее обновление)",
        r"(?:оновлено|оновлення|доповнено|останнє оновлення)",
        r"(?:güncelleme(?: tarihi)?|güncellendi|son güncelleme)",
        r"(?:تحديث|آخر تحديث|تم التحديث)",
        r"(?:अपडेट(?:ेड)?|अद्यतन|अंतिम अपडेट)",
        r"(?:更新(?:时间|時間|于|於)?|最后更新|最後更新)",
        r"(?:bijgewerkt(?: op)?|laatst bijgewerkt|laatste update|gewijzigd(?: op)?)",
        r"(?:aktualizováno|aktualizace|poslední aktualizace)",
        r"(?:uppdaterad|uppdaterat|uppdatering|senast uppdaterad)",
        r"(?:更新日時?|最終更新(?:日時?)?|追記)",
    ],
}

SENTENCES: dict[str, list[str]] = {
    "retraction": [
        rf"\bthis {_STORY} (?:was|has been) (?:retracted|withdrawn)\b",
        rf"\bwe have (?:retracted|withdrawn) this {_STORY}\b",
        rf"\bthe {_STORY} (?:was|has been) retracted\b",
        r"\bdiese[rsn]? (?:artikel|beitrag|text|bericht) (?:wurde|haben wir) zurückgezogen\b",
        r"\b(?:haben|hat) (?:wir |die redaktion )?diesen (?:artikel|beitrag|text) zurückgezogen\b",
        r"\bcet article a été (?:rétracté|retiré)\b",
        r"\beste artículo ha sido (?:retirado|retractado)\b",
        r"\beste artigo foi (?:retirado|retratado)\b",
        r"\bquesto articolo è stato ritirato\b",
        r"\b(?:ten )?(?:artykuł|tekst) został wycofany\b",
        r"\b(?:эта )?статья (?:была )?отозвана\b",
        r"\b(?:цю )?статт[юя] (?:було )?відкликан[оа]\b",
        r"\bbu (?:haber|makale|yazı) geri çekil",
        r"تم سحب هذا (?:المقال|التقرير|الخبر)",
        r"यह लेख वापस ले लिया गया",
        r"(?:本文|该文|此文|本報導|本报道)已(?:被)?(?:撤回|撤稿|撤下)",
        r"\bdit (?:artikel|bericht) is (?:ingetrokken|teruggetrokken)\b",
        r"\btento článek byl stažen\b",
        r"\b(?:den här|denna) artikeln? har (?:dragits tillbaka|tagits bort)\b",
        r"この記事は(?:取り消し|撤回)",
    ],
    "correction": [
        rf"\b(?:an|a|the) (?:earlier|previous|original|prior) version of this {_STORY}\b",
        rf"\bthis {_STORY} (?:was|has been) (?:corrected|amended)\b",
        rf"\bthis {_STORY} (?:originally|previously|initially) "
        r"(?:said|stated|misstated|reported)\b",
        r"\b(?:was|has been) updated to correct\b",
        r"\bin eine[rm] (?:früheren|ersten|vorherigen|ursprünglichen) (?:version|fassung)\b",
        r"\bdiese[rsn]? (?:artikel|beitrag|text|bericht|meldung) wurde (?:nachträglich )?"
        r"(?:korrigiert|berichtigt)\b",
        r"\b(?:haben|wurde) (?:das|dies|den fehler|die angabe|die zahl) (?:inzwischen )?"
        r"(?:korrigiert|berichtigt)\b",
        r"\b(?:une|la|dans une|dans la) (?:première )?version (?:précédente|antérieure|initiale) de"
        r" (?:cet article|ce texte)\b",
        r"\bcet article a été (?:corrigé|rectifié|modifié)\b",
        r"\b(?:una|la) versión (?:anterior|previa|original) de este (?:artículo|texto|reportaje)\b",
        r"\beste (?:artículo|texto) (?:ha sido|fue) (?:corregido|rectificado|modificado)\b",
        r"\buma versão (?:anterior|prévia) (?:deste|desta) (?:artigo|texto|reportagem|notícia)\b",
        r"\beste (?:artigo|texto) foi (?:corrigido|retificado|alterado)\b",
        r"\buna (?:precedente )?versione (?:precedente )?di questo articolo\b",
        r"\bquesto articolo è stato (?:corretto|modificato|rettificato)\b",
        r"\bw (?:poprzedniej|wcześniejszej|pierwotnej) wersji (?:tego )?(?:artykułu|tekstu)\b",
        r"\b(?:artykuł|tekst) został (?:poprawiony|skorygowany|zmieniony)\b",
        r"\bв (?:предыдущей|первоначальной|ранней|более ранней|первой) версии (?:этой |данной )?"
        r"(?:статьи|текста|материала|публикации|новости)\b",
        r"\b(?:статья|текст|материал|новость) (?:была |был )?исправлен[а]?\b",
        r"\b[ву] (?:попередній|початковій|першій|ранішій) версії (?:цієї |цього )?"
        r"(?:статті|тексту|матеріалу|публікації|новини)\b",
        r"\b(?:статтю|текст|матеріал|новину) (?:було )?виправлено\b",
        r"\bbu (?:haberin|makalenin|yazının) (?:önceki|ilk|daha önceki) (?:sürümünde|versiyonunda|"
        r"halinde)\b",
        r"\bbu (?:haber|makale|yazı) düzeltil",
        r"(?:في )?نسخة سابقة من هذا (?:المقال|التقرير|الخبر)",
        r"تم تصحيح هذا (?:المقال|التقرير|الخبر)",
        r"इस (?:लेख|खबर|ख़बर|रिपोर्ट) के (?:पहले|पिछले|पुराने) संस्करण",
        r"(?:本文|此文|该文|本报道|本報導|这篇文章)(?:的)?(?:早前|此前|之前|先前|早期|最初)(?:的)?版本",
        r"(?:本文|此文|该文|本报道)已(?:作出|做出|作)?(?:更正|订正|修正)",
        r"\bin een (?:eerdere|vorige) versie van dit (?:artikel|bericht|stuk)\b",
        r"\bdit (?:artikel|bericht) is (?:gecorrigeerd|aangepast)\b",
        r"\bv (?:předchozí|původní|dřívější) verzi (?:tohoto )?(?:článku|textu)\b",
        r"\bčlánek byl opraven\b",
        r"\bi en (?:tidigare|första|äldre) version av (?:den här |denna )?(?:artikeln?|texten?)\b",
        r"\bartikeln har (?:rättats|korrigerats)\b",
        r"(?:当初の記事|この記事の以前の|記事の初出時|以前の版)",
        # A note that is called no more than a note, but says what it is about.
        r"^\W{0,4}(?:(?:transparenz)?hinweis|anmerkung)\b[^:\n]{0,30}:.{0,200}\b(?:korrigiert|berichtigt)\b",
        r"^\W{0,4}note\b[^:\n]{0,30}:.{0,200}\b(?:corrected|amended)\b",
    ],
    "clarification": [
        rf"\bthis {_STORY} (?:was|has been) (?:clarified|updated to clarify|edited to clarify)\b",
        r"\bdiese[rs] (?:artikel|beitrag|text) wurde präzisiert\b",
        r"\bcet article a été précisé\b",
        r"\b(?:artykuł|tekst) został doprecyzowany\b",
    ],
    "editors_note": [r"\b(?:anm\. d\. red\.)"],
    "update": [
        rf"\bthis (?:breaking |developing )?{_STORY} (?:was|has been|is being) updated\b",
        r"\bdiese[rs] (?:artikel|beitrag|text) (?:wurde|wird) (?:laufend )?aktualisiert\b",
        r"\bcet article a été (?:mis à jour|actualisé)\b",
        r"\beste (?:artículo|texto) (?:ha sido|fue) actualizado\b",
        r"\beste (?:artigo|texto) foi atualizado\b",
        r"\bquesto articolo è stato aggiornato\b",
        r"\b(?:artykuł|tekst) został zaktualizowany\b",
        r"\b(?:статья|текст|материал|новость) (?:была |был )?(?:обновлен|обновлён|дополнен)[а]?\b",
        r"\b(?:статтю|текст|матеріал|новину) (?:було )?(?:оновлено|доповнено)\b",
        r"\bbu (?:haber|makale|yazı) güncellen",
        r"تم تحديث هذا (?:المقال|التقرير|الخبر)",
        r"(?:यह|इस) (?:लेख|खबर|ख़बर|रिपोर्ट)(?: को)? अपडेट (?:किया|की)",
        r"(?:本文|此文|本报道|本報導)已(?:被)?更新",
        r"\bdit (?:artikel|bericht) (?:is|wordt) (?:laatst )?(?:bijgewerkt|aangevuld)\b",
        r"\b(?:článek|text) (?:byl aktualizován|aktualizujeme)\b",
        r"\bartikeln (?:har uppdaterats|uppdateras)\b",
        r"この記事は更新",
    ],
}

# A time that is counted from now on, so that the line differs whenever the page is fetched.
RELATIVE_TIME = [
    r"\b(?:ago|just now|minutes?|hours?) (?:ago)?$",
    r"\bago\b",
    r"\bvor \d+ (?:minute|stunde|tag|woche|monat|sekunde)",
    r"\bil y a \d+",
    r"\bhace \d+",
    r"\bhá \d+",
    r"\b\d+ (?:minuti|ore|giorni|settimane|mesi) fa\b",
    r"\b\d+ \w+ temu\b",
    r"\b\d+ \w+ назад\b",
    r"\b\d+ \w+ тому\b",
    r"\b\d+ \w+ önce\b",
    r"منذ \d+",
    r"\d+ \S+ पहले",
    r"\d+ ?(?:分钟|分鐘|小时|小時|天|秒)前",
    r"\b\d+ (?:minuten|minuut|uur|uren|dagen|dag) geleden\b",
    r"\bpřed \d+",
    r"\bför \d+ \w+ sedan\b",
    r"\d+ ?(?:分|時間|日|週間)前",
]

# A date or time that may be between the label and its colon: “Correction (5 May 2024):”.
_DATE = r"(?:[\s,(\[|–—-]*[^\n:：]{0,40}\d[^\n:：]{0,20}(?::\d\d[^\n:：]{0,12})?)?[)\]】］]?"
_END = r"\s*(?:[:：】］]|[—–]|\s-\s|\.\s|$)"
_LABELS = {
    kind: re.compile(rf"\W{{0,4}}(?:{'|'.join(LABELS[kind])}){_DATE}{_END}", re.IGNORECASE)
    for kind in KINDS
}
# “Updated 5 May 2024, 10:13”: a label, and a date in place of words. It may follow another date.
_UPDATED_ON = re.compile(
    rf"(?:^|[\d|·•,;)]\s{{0,3}})\W{{0,4}}(?:{'|'.join(LABELS[UPDATE])})"
    rf"(?:\W|(?<=[\u3040-\u9fff])).{{0,60}}\d",
    re.IGNORECASE,
)
_SENTENCES = {kind: re.compile("|".join(SENTENCES[kind]), re.IGNORECASE) for kind in KINDS}
_RELATIVE = re.compile("|".join(RELATIVE_TIME), re.IGNORECASE)
# “Corrections: write to …” asks readers for corrections.
_E_MAIL = re.compile(r"[\w.+-]{1,60}@[\w-]{1,60}\.\w")


def classify_line(line: str) -> tuple[str, bool]:
    """Return the kind of note that a line is, or an empty string; and whether it is a label only.

    A line such as “Updated 5 minutes ago” is none: it differs whenever the page is fetched.
    """
    line = line[:MAX_LINE]
    if len(line) <= MAX_UPDATED_LINE and _RELATIVE.search(line):
        return "", False
    for kind in KINDS:
        match = _LABELS[kind].match(line)
        if match and not _E_MAIL.search(line):
            has_date = kind == UPDATE and re.search(r"\d", line) is not None
            is_label = len(line) <= MAX_LABEL and match.end() >= len(line) - 1
            return kind, is_label and not has_date
        if _SENTENCES[kind].search(line[:MAX_SENTENCES]):
            return kind, False
    if len(line) <= MAX_UPDATED_LINE and _UPDATED_ON.search(line):
        return UPDATE, False
    return "", False
