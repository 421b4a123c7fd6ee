"""Names from other alphabets, and their spellings in Latin letters.

Each group is one name in one grammatical case. It does not include new names for a place (Bombay
and Mumbai), or spellings by which different people are distinguished.
"""

from sources.languages.lexicon import parse_variants

NAME_SPELLINGS = parse_variants("""
    kyiv/kiev/kyyiv/kiew/kyjiw kyivan/kievan kharkiv/kharkov/charkiw/charkow odesa/odessa
    lviv/lvov/lwiw/lwow mykolaiv/mykolayiv/nikolaev/nikolayev/mykolajiw/nikolajew
    zaporizhzhia/zaporizhzhya/zaporizhia/zaporozhye/zaporozhia/saporischschja/saporischja
    chernihiv/chernigov/tschernihiw/tschernigow chornobyl/chernobyl/tschornobyl/tschernobyl
    luhansk/lugansk donbas/donbass vinnytsia/vinnytsya/vinnitsa
    zelenskyy/zelensky/zelenskiy/zelenskyi/zelenskii/zelenski/zelenskyj selenskyj/selenskij/selenski
    lukashenko/lukashenka lukaschenko/lukaschenka
    alexander/aleksander/aleksandr/alexandr/alyaksandr/aliaksandr
    tsikhanouskaya/tikhanovskaya/tsikhanouskaia/tikhanouskaya tichanowskaja/zichanouskaja
    navalny/navalnyy/navalnyi nawalny/nawalnyj gorbachev/gorbachov/gorbachyov yanukovych/yanukovich
    tymoshenko/timoshenko shoigu/shoygu prigozhin/prigozhyn hrodna/grodno
    sievierodonetsk/severodonetsk kalesnikava/kolesnikova babaryka/babariko pratasevich/protasevich
    nayev/naiev/naev serhiy/serhii sergei/sergey/sergej dmitry/dmitri/dmitriy/dmitrij andriy/andrii
    andrei/andrey yevgeny/evgeny/yevgeniy/evgeniy yuri/yury/yuriy osama/usama homel/gomel
    mahilyow/mogilev/mahiliou/mahilioŭ vitsebsk/vitebsk gaddafi/qaddafi/gadhafi/kadhafi/qadhafi
    qaeda/qaida hezbollah/hizbollah/hizbullah/hizballah muhammad/mohammed/mohammad/muhammed
    koran/quran/qur'an beijing/peking taliban/taleban houthi/huthi houthis/huthis laden/ladin
""")
