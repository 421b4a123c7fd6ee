"""Names from other alphabets: which spellings are the same name in letters of ours?

Each group is one name in one form; another grammatical case is another group. Not here: names that
were given anew (Bombay and Mumbai), and people of one given name who are told apart by it.
"""

from sources.languages.lexicon import groups

SPELLINGS = groups("""
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
