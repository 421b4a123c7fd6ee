"""Pages that are returned in place of an article: ten kinds in six languages, made for the tests.

Each page is built as servers build it: with the site's name, a navigation and a footer, and, where
the kind has one, with the markup by which it works.
"""

from itertools import product

SITE = {
    "en": ("The Varnbeck Post", "Home Politics Sport Weather", "Imprint Contact Privacy"),
    "de": ("Varnbecker Bote", "Start Politik Sport Wetter", "Impressum Kontakt Datenschutz"),
    "fr": ("Le Courrier", "Accueil Politique Sport Météo", "Mentions légales Contact"),
    "ru": ("Городской вестник", "Главная Политика Спорт Погода", "О редакции Контакты"),
    "ar": ("صحيفة المدينة", "الرئيسية السياسة الرياضة الطقس", "من نحن اتصل بنا"),
    "zh": ("城市日报", "首页 政治 体育 天气", "关于我们 联系方式"),
}
TEXTS = {
    "robot_check": {
        "en": ("One more step", "Please verify you are human to go on. Ray ID 7f3c."),
        "de": ("Einen Augenblick", "Bitte bestätigen Sie, dass Sie ein Mensch sind."),
        "fr": ("Un instant…", "Vérification de votre navigateur avant d'accéder au site."),
        "ru": ("Проверка браузера", "Подтвердите, что вы человек, а не программа."),
        "ar": ("لحظة واحدة", "يرجى التأكيد أنك إنسان للمتابعة. التحقق من الأمان"),
        "zh": ("安全验证", "请完成验证，确认您不是机器人。"),
    },
    "consent": {
        "en": (
            "We value your privacy",
            "We and our 842 partners use cookies and store personal data. With your consent we "
            "show personalised ads. You can change your consent at any time.",
        ),
        "de": (
            "Ihre Privatsphäre",
            "Mit Ihrer Einwilligung verwenden wir und 842 Partner Cookies und personenbezogene "
            "Daten. Ihre Einwilligung können Sie widerrufen. Mehr unter Datenschutz.",
        ),
        "fr": (
            "Votre vie privée",
            "Avec votre consentement, nos partenaires et nous utilisons des cookies et des "
            "données personnelles. Vous pouvez continuer sans accepter.",
        ),
        "ru": (
            "Настройки конфиденциальности",
            "Мы используем файлы cookie. Нажимая кнопку, вы даёте согласие на обработку "
            "персональных данных и на использование cookie нашими партнёрами.",
        ),
        "ar": (
            "خصوصيتك مهمة",
            "نستخدم ملفات تعريف الارتباط ومعالجة البيانات الشخصية. هل أنت موافق على ملفات تعريف "
            "الارتباط من شركائنا؟ يمكنك تغيير إعدادات الخصوصية.",
        ),
        "zh": (
            "我们重视您的隐私",
            "我们使用 cookie 处理个人信息。点击“同意”即表示您同意使用 cookie。您可以更改隐私设置。",
        ),
    },
    "paywall": {
        "en": ("Harbour works", "The council met on Tuesday … Subscribe to continue reading."),
        "de": ("Hafenausbau", "Der Rat tagte am Dienstag … Dieser Artikel ist nur für Abonnenten."),
        "fr": ("Travaux du port", "Le conseil s'est réuni … La suite est réservée aux abonnés."),
        "ru": ("Ремонт порта", "Совет собрался во вторник … Материал только для подписчиков."),
        "ar": ("أعمال الميناء", "اجتمع المجلس يوم الثلاثاء … هذا المحتوى للمشتركين فقط."),
        "zh": ("港口工程", "市议会周二开会……订阅后继续阅读全文。"),
    },
    "login": {
        "en": ("Sign in", "Sign in to your account. Forgot your password?"),
        "de": ("Anmelden", "Bitte melden Sie sich an. Passwort vergessen?"),
        "fr": ("Connexion", "Connectez-vous à votre compte. Mot de passe oublié ?"),
        "ru": ("Вход", "Войдите в личный кабинет. Забыли пароль?"),
        "ar": ("تسجيل الدخول", "أدخل بريدك الإلكتروني. نسيت كلمة المرور؟"),
        "zh": ("登录", "请先登录您的账号。忘记密码？"),
    },
    "script_needed": {
        "en": ("Harbour works", "You need to enable JavaScript to run this app."),
        "de": ("Hafenausbau", "Bitte aktivieren Sie JavaScript in Ihrem Browser."),
        "fr": ("Travaux du port", "Veuillez activer JavaScript pour afficher cette page."),
        "ru": ("Ремонт порта", "Для просмотра страницы включите JavaScript."),
        "ar": ("أعمال الميناء", "يرجى تفعيل JavaScript لعرض هذه الصفحة."),
        "zh": ("港口工程", "请启用 JavaScript 以查看此页面。"),
    },
    "not_found": {
        "en": ("Page not found", "Sorry, the page you are looking for has been removed."),
        "de": ("Seite nicht gefunden", "Der Artikel ist leider nicht mehr verfügbar."),
        "fr": ("Page introuvable", "L'article que vous cherchez n'existe plus."),
        "ru": ("Страница не найдена", "К сожалению, эта страница была удалена."),
        "ar": ("الصفحة غير موجودة", "عذرًا، لم نتمكن من العثور على هذه الصفحة."),
        "zh": ("页面不存在", "抱歉，您访问的内容已被删除。"),
    },
    "empty": {language: (name, "") for language, (name, _, _) in SITE.items()},
    "geo_block": {
        "en": ("Sorry", "This content is not available in your region."),
        "de": ("Hinweis", "Dieser Inhalt ist in Ihrem Land nicht verfügbar."),
        "fr": ("Désolé", "Ce contenu n'est pas disponible dans votre pays."),
        "ru": ("Недоступно", "Этот материал недоступен в вашем регионе."),
        "ar": ("عذرًا", "هذا المحتوى غير متاح في بلدك."),
        "zh": ("抱歉", "您所在的地区无法访问此内容。"),
    },
    "error_page": {
        "en": ("Service unavailable", "Something went wrong. Please try again later."),
        "de": ("Wartungsarbeiten", "Die Seite ist vorübergehend nicht erreichbar."),
        "fr": ("Erreur interne", "Le site est momentanément indisponible."),
        "ru": ("Технические работы", "Сайт временно недоступен. Попробуйте позже."),
        "ar": ("حدث خطأ", "الموقع تحت الصيانة. حاول مرة أخرى لاحقًا."),
        "zh": ("出错了", "服务器错误，请稍后再试。"),
    },
    "other_text": {
        "en": ("Today", "Rain in the north. Bread is dearer. A ferry is late. Chess club wins."),
        "de": ("Heute", "Regen im Norden. Brot wird teurer. Fähre verspätet. Schachklub siegt."),
        "fr": ("À la une", "Pluie au nord. Le pain augmente. Un ferry en retard. Les échecs."),
        "ru": ("Сегодня", "Дождь на севере. Хлеб дорожает. Паром опоздал. Шахматисты победили."),
        "ar": ("اليوم", "أمطار في الشمال. ارتفاع سعر الخبز. تأخر العبارة. فوز نادي الشطرنج."),
        "zh": ("今日要闻", "北部有雨。面包涨价。渡轮晚点。象棋俱乐部获胜。"),
    },
}
BODIES = {
    "robot_check": "<h1>{title}</h1><p>{text}</p><div class='g-recaptcha'></div>",
    "consent": "<h2>{title}</h2><p>{text}</p><form action='/consent'><button>OK</button></form>",
    "paywall": "<article><h1>{title}</h1><p>{text}</p></article><div class='paywall'></div>",
    "login": "<h1>{title}</h1><p>{text}</p><form><input type='password' name='p'></form>",
    "script_needed": "<div id='root'></div><noscript>{text}</noscript><script src='a'></script>",
    "not_found": "<main><h1>{title}</h1><p>{text}</p></main>",
    "empty": "<main><article><div class='article-body'></div></article></main>",
    "geo_block": "<main><h1>{title}</h1><p>{text}</p></main>",
    "error_page": "<h1>{title}</h1><p>{text}</p>",
    "other_text": "<main><h1>{title}</h1><p>{text}</p></main>",
}
PAGES = list(product(BODIES, SITE))  # (kind, language)


def build_other_page(kind: str, language: str) -> str:
    """The page of this kind; a front page is of the kind `other_text`."""
    name, navigation, footer = SITE[language]
    title, text = TEXTS[kind][language]
    has_frame = kind not in ("robot_check", "script_needed")
    nav = "".join(f"<li><a href='/'>{word}</a></li>" for word in navigation.split())
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'>"
        f"<title>{title} – {name}</title></head><body>"
        + (f"<header><nav><ul>{nav}</ul></nav></header>" if has_frame else "")
        + BODIES[kind].format(title=title, text=text)
        + (f"<footer><p>{footer}</p></footer>" if has_frame else "")
        + "</body></html>"
    )
