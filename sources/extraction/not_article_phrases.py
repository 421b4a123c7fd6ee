"""What pages that are not the article say about themselves, in seventeen languages.

The phrases are case-folded, with straight apostrophes and single spaces, and are searched as parts
of a title, a heading or a short text. `sources.extraction.not_article` decides which of them count.
The languages, line by line: English, German, French, Spanish, Portuguese, Italian, Polish, Russian,
Ukrainian, Turkish, Arabic, Hindi, Chinese, Dutch, Czech, Swedish, Japanese.
"""


def _split(*lines: str) -> tuple[str, ...]:
    return tuple(phrase for line in lines for phrase in line.split("|"))


ROBOT_CHECK_PHRASES = _split(
    "just a moment|attention required|are you a robot|are you human|you are human|not a robot"
    "|not a bot|verify you are|verifying your browser|checking your browser|security check"
    "|checking if the site connection is secure|unusual traffic|automated access|captcha"
    "|access to this page has been denied|press and hold|press & hold|pardon our interruption"
    "|making sure you're not a bot|confirm you are human|sorry, you have been blocked"
    "|human verification|bot detection|ddos protection|performing security verification",
    "sind sie ein roboter|kein roboter|sicherheitsüberprüfung|sicherheitsprüfung"
    "|ihr browser wird überprüft|ungewöhnlichen datenverkehr"
    "|bestätigen sie, dass sie ein mensch|sind sie ein mensch|automatisierte zugriffe",
    "êtes-vous un robot|pas un robot|vérification de sécurité"
    "|vérification de votre navigateur|vérifiez que vous êtes humain|vous êtes un humain"
    "|êtes humain|trafic inhabituel|un instant…|activité inhabituelle",
    "eres un robot|es un robot|no soy un robot|no eres un robot|verificación de seguridad"
    "|verifica que eres humano|eres humano|es humano|comprobando tu navegador"
    "|comprobando su navegador|tráfico inusual|un momento…",
    "não sou um robô|você é um robô|não é um robô|verificação de segurança|você é humano"
    "|verificando o seu navegador|verificando seu navegador|tráfego incomum|só um momento",
    "non sono un robot|sei un robot|non sei un robot|verifica di sicurezza"
    "|controllo di sicurezza|verifica di essere umano|sei umano|verifica del browser"
    "|traffico insolito|un attimo…",
    "nie jestem robotem|jesteś robotem|nie jesteś robotem|jesteś człowiekiem"
    "|weryfikacja bezpieczeństwa|sprawdzanie przeglądarki|sprawdzamy twoją przeglądarkę"
    "|nietypowy ruch|nietypowego ruchu",
    "я не робот|вы не робот|вы робот|вы человек|проверка безопасности|проверка браузера"
    "|проверяем ваш браузер|проверка вашего браузера|подозрительный трафик|необычный трафик"
    "|запросы, поступившие с вашего|введите символы с картинки",
    "я не робот|ви не робот|ви робот|ви людина|перевірка безпеки|перевірка браузера"
    "|перевіряємо ваш браузер|перевірка вашого браузера|незвичний трафік|підозрілий трафік",
    "robot değilim|robot musunuz|robot olmadığınızı|insan olduğunuzu|güvenlik doğrulaması"
    "|güvenlik kontrolü|tarayıcınız kontrol ediliyor|tarayıcınız denetleniyor"
    "|olağan dışı trafik",
    "لست روبوت|أنا لست برنامج روبوت|هل أنت روبوت|هل أنت إنسان|أنك إنسان|التحقق الأمني"
    "|التحقق من الأمان|فحص المتصفح|التحقق من متصفحك|حركة مرور غير عادية",
    "मैं रोबोट नहीं हूँ|मैं रोबोट नहीं हूं|रोबोट नहीं हैं|क्या आप रोबोट|आप इंसान|आप मानव"
    "|सुरक्षा जाँच|सुरक्षा जांच|आपके ब्राउज़र की जाँच|असामान्य ट्रैफ़िक",
    "不是机器人|不是機器人|您是机器人|人机验证|人機驗證|安全验证|安全驗證|安全检查|安全檢查"
    "|验证您是真人|驗證您是真人|正在检查您的浏览器|正在檢查您的瀏覽器|异常流量|異常流量"
    "|请完成验证|请输入验证码|滑动验证",
    "geen robot|u een mens bent|je een mens bent|controle van uw browser"
    "|uw browser wordt gecontroleerd|ongebruikelijk verkeer|beveiligingscontrole",
    "nejsem robot|nejste robot|jste člověk|kontrola prohlížeče|bezpečnostní kontrola"
    "|neobvyklý provoz",
    "inte en robot|är en robot|är människa|säkerhetskontroll|kontrollerar din webbläsare"
    "|ovanlig trafik",
    "ロボットではない|ロボットではありません|人間であること"
    "|セキュリティ チェック|セキュリティチェック|通常と異なるトラフィック|アクセスの確認",
)
CONSENT_PHRASES = _split(
    "before you continue|we value your privacy|your privacy matters"
    "|we care about your privacy|cookie consent|cookie settings|privacy settings"
    "|manage cookies|manage your privacy|accept cookies|consent to cookies|use of cookies"
    "|your privacy choices|we use cookies|privacy preferences|cookie preferences"
    "|your data, your choice",
    "bevor sie fortfahren|bevor du fortfährst|wir schätzen ihre privatsphäre"
    "|ihre privatsphäre|deine privatsphäre|cookie-einstellungen|datenschutzeinstellungen"
    "|privatsphäre-einstellungen|cookies akzeptieren|mit werbung weiterlesen"
    "|mit werbung lesen|weiter mit werbung|zustimmung zu cookies|wir verwenden cookies"
    "|wir nutzen cookies|cookies zustimmen|einwilligung in cookies",
    "avant de continuer|nous respectons votre vie privée|votre vie privée"
    "|paramètres des cookies|gestion des cookies|gérer les cookies|accepter les cookies"
    "|continuer sans accepter|nous utilisons des cookies|paramètres de confidentialité"
    "|choix en matière de cookies",
    "antes de continuar|valoramos tu privacidad|valoramos su privacidad|tu privacidad"
    "|su privacidad|configuración de cookies|aceptar cookies|aceptar las cookies"
    "|utilizamos cookies|usamos cookies|uso de cookies|configuración de privacidad"
    "|preferencias de cookies",
    "antes de continuar|antes de prosseguir|valorizamos a sua privacidade|sua privacidade"
    "|a sua privacidade|definições de cookies|configurações de cookies|aceitar cookies"
    "|utilizamos cookies|usamos cookies|uso de cookies|preferências de cookies",
    "prima di continuare|teniamo alla tua privacy|la tua privacy|la vostra privacy"
    "|la sua privacy|impostazioni dei cookie|impostazioni cookie|accetta i cookie"
    "|accettare i cookie|utilizziamo i cookie|usiamo i cookie|uso dei cookie"
    "|preferenze sui cookie",
    "zanim przejdziesz|przed kontynuowaniem|cenimy twoją prywatność|cenimy państwa prywatność"
    "|szanujemy twoją prywatność|twoja prywatność|ustawienia cookie|ustawienia plików cookie"
    "|ustawienia prywatności|akceptuj pliki cookie|zgoda na pliki cookie"
    "|używamy plików cookie|przejdź do serwisu|zgody na cookie",
    "прежде чем продолжить|мы ценим вашу конфиденциальность|ваша конфиденциальность"
    "|настройки cookie|настройки файлов cookie|настройки конфиденциальности|принять cookie"
    "|мы используем cookie|мы используем файлы cookie|согласие на cookie"
    "|использование файлов cookie",
    "перш ніж продовжити|ми цінуємо вашу приватність|ваша приватність|ваша конфіденційність"
    "|налаштування cookie|налаштування файлів cookie|налаштування приватності|прийняти cookie"
    "|ми використовуємо cookie|ми використовуємо файли cookie|згода на cookie"
    "|використання файлів cookie",
    "devam etmeden önce|gizliliğinize önem veriyoruz|gizliliğiniz|çerez ayarları"
    "|çerez tercihleri|çerezleri kabul|çerez kullanıyoruz|çerezleri kullanıyoruz"
    "|gizlilik ayarları",
    "قبل المتابعة|نحن نقدر خصوصيتك|خصوصيتك|إعدادات ملفات تعريف الارتباط|ملفات تعريف الارتباط"
    "|إعدادات الخصوصية|قبول ملفات",
    "जारी रखने से पहले|आपकी गोपनीयता|कुकी सेटिंग|कुकीज़ स्वीकार|कुकीज़ का उपयोग|कुकी का उपयोग|गोपनीयता सेटिंग",
    "在继续之前|繼續之前|继续前|我们重视您的隐私|我們重視您的隱私|您的隐私|您的隱私"
    "|cookie 设置|cookie设置|隐私设置|接受 cookie|接受cookie|接受所有 cookie|使用 cookie"
    "|使用cookie|cookie 同意",
    "voordat je verdergaat|voordat u verdergaat|uw privacy|je privacy|cookie-instellingen"
    "|cookies accepteren|gebruiken cookies|toestemming voor cookies",
    "než budete pokračovat|vašeho soukromí|vaše soukromí|nastavení cookies|nastavení souhlasu"
    "|používáme cookies|souhlas s cookies|souhlas s využitím",
    "innan du fortsätter|din integritet|cookieinställningar|godkänn cookies|vi använder cookies"
    "|vi använder kakor",
    "続行する前に|あなたのプライバシー|クッキーの使用|cookieの使用|クッキー設定|cookieの設定|クッキーを使用|プライバシー設定",
)
# Words of which a consent page consists.
CONSENT_WORDS = _split(
    "cookie|consent|privacy|personal data|personalised ads|personalized ads|advertising partners",
    "einwilligung|datenschutz|privatsphäre|personenbezogene",
    "consentement|vie privée|données personnelles|confidentialité",
    "consentimiento|privacidad|datos personales",
    "consentimento|dados pessoais",
    "consenso|dati personali",
    "zgod|prywatno|danych osobowych|dane osobowe",
    "соглас|конфиденциальн|персональных данных|персональные данные",
    "згод|приватн|конфіденційн|персональних даних|персональні дані",
    "çerez|gizlilik|rıza|onay|kişisel veri",
    "الارتباط|خصوصي|موافق|البيانات الشخصية",
    "कुकी|सहमति|गोपनीयता|व्यक्तिगत डेटा",
    "隐私|隱私|同意|个人数据|個人資料|个人信息",
    "toestemming|persoonlijke gegevens|persoonsgegevens",
    "souhlas|soukromí|osobních údajů|osobní údaje",
    "samtycke|integritet|personuppgifter",
    "クッキー|同意|プライバシー|個人情報",
)
PAYWALL_PHRASES = _split(
    "to continue reading|to keep reading|keep reading for|complimentary articles|for paying readers"
    "|paid subscribers|continue reading with|subscribe to read"
    "|subscribe to continue|subscribe now to|already a subscriber|exclusive to subscribers"
    "|for subscribers only|subscribers only|subscriber-only|reached your limit"
    "|reached your article limit|free articles|this article is for subscribers"
    "|unlock this article|to read the full|read the full story with|become a subscriber"
    "|become a member to|start your free trial|want to read more",
    "möchten weiterlesen|wollen weiterlesen|weiterlesen mit|jetzt weiterlesen|um weiterzulesen"
    "|artikel ist exklusiv"
    "|exklusiv für abonnenten|nur für abonnenten|für abonnenten|jetzt abonnieren"
    "|bereits abonnent|sie haben bereits ein abo|schon abonnent|mit einem abo|testen sie"
    "|probeabo|artikel freischalten|jetzt freischalten|mit plus-abo",
    "pour lire la suite|la suite est réservée|réservé aux abonnés|réservée aux abonnés"
    "|article réservé|déjà abonné|abonnez-vous|il vous reste|contenu abonné"
    "|lire l'article en entier",
    "para seguir leyendo|para continuar leyendo|solo para suscriptores"
    "|exclusivo para suscriptores|contenido exclusivo|ya eres suscriptor|ya es suscriptor"
    "|suscríbete|suscríbase",
    "para continuar a ler|para continuar lendo|exclusivo para assinantes|só para assinantes"
    "|conteúdo exclusivo|já é assinante|assine para|assine já|assine agora"
    "|exclusivos para assinantes",
    "per continuare a leggere|continua a leggere con|contenuto riservato"
    "|riservato agli abbonati|solo per gli abbonati|per gli abbonati|sei già abbonato"
    "|già abbonato|abbonati per|abbonati ora|abbonati subito",
    "aby czytać dalej|czytaj dalej z|aby przeczytać|dla prenumeratorów|dla subskrybentów"
    "|tylko dla prenumeratorów|masz już prenumeratę|masz prenumeratę|wykup dostęp"
    "|wykup prenumeratę|kup dostęp|pełny dostęp|odblokuj artykuł|pozostało",
    "чтобы читать дальше|чтобы продолжить чтение|продолжить чтение|только для подписчиков"
    "|для подписчиков|оформите подписку|уже есть подписка|подпишитесь, чтобы"
    "|доступно по подписке|материал доступен",
    "щоб читати далі|щоб продовжити читання|продовжити читання|лише для передплатників"
    "|тільки для передплатників|для передплатників|оформіть передплату|вже маєте передплату"
    "|передплатіть|доступно за передплатою|для підписників|оформіть підписку",
    "abonelerimize özel|okumaya devam edin|okumaya devam etmek için|devamını okumak için"
    "|yalnızca aboneler|sadece aboneler"
    "|abonelere özel|zaten abone|abone olun|abone ol",
    "للاطلاع على المقال كامل|متاح للمشتركين|لمتابعة القراءة|لمواصلة القراءة|للمشتركين فقط"
    "|هذا المحتوى للمشتركين|اشترك الآن"
    "|هل أنت مشترك|مشترك بالفعل|اشترك لقراءة",
    "आगे पढ़ने के लिए|पूरा पढ़ने के लिए|केवल सब्सक्राइबर|सिर्फ़ सब्सक्राइबर|सदस्यता लें"
    "|सब्सक्राइब करें|पहले से सदस्य|पहले से सब्सक्राइबर",
    "继续阅读|繼續閱讀|订阅后|訂閱後|仅限订阅|僅限訂閱|订户专享|訂戶專享|会员专享|會員專享"
    "|已经是订户|已是订阅|已是訂閱|阅读全文|閱讀全文|付费阅读|立即订阅|立即訂閱",
    "verder lezen|verder te lezen|alleen voor abonnees|exclusief voor abonnees|voor abonnees"
    "|al abonnee",
    "pouze pro předplatitele|jen pro předplatitele|pro předplatitele|pro pokračování"
    "|chcete číst dál|dočíst článek|zbývá vám",
    "läsa vidare|fortsätta läsa|bara för prenumeranter|för prenumeranter|redan prenumerant",
    "有料会員限定|会員限定|続きをお読み|続きを読むには|続きは有料|残り|購読する",
)
LOGIN_PHRASES = _split(
    "log in|login|sign in|sign up|please log in|you must log in|log in to continue"
    "|sign in to continue|create an account|forgot password|forgot your password"
    "|session expired|your session has expired|members only|register to",
    "anmelden|anmeldung|einloggen|bitte melden sie sich an|passwort vergessen|registrieren"
    "|jetzt registrieren",
    "connexion|se connecter|connectez-vous|identifiez-vous|mot de passe oublié"
    "|créer un compte|créez un compte",
    "iniciar sesión|inicia sesión|inicie sesión|acceder|contraseña olvidada"
    "|olvidaste tu contraseña|olvidó su contraseña|crear una cuenta|regístrate",
    "iniciar sessão|fazer login|faça login|faça o login|entrar|esqueceu a senha"
    "|esqueci minha senha|criar conta|crie uma conta|cadastre-se",
    "accedi|effettua il login|effettua l'accesso|password dimenticata|crea un account|registrati",
    "zaloguj się|logowanie|nie pamiętasz hasła|zapomniałeś hasła|załóż konto|zarejestruj się",
    "войти|вход|войдите|авторизация|авторизуйтесь|забыли пароль|зарегистрируйтесь|регистрация",
    "увійти|вхід|увійдіть|авторизація|авторизуйтесь|забули пароль|зареєструйтесь"
    "|зареєструйтеся|реєстрація",
    "giriş yap|giriş yapın|oturum aç|oturum açın|şifremi unuttum|üye girişi|hesap oluştur|kayıt ol",
    "تسجيل الدخول|سجل الدخول|نسيت كلمة المرور|إنشاء حساب",
    "लॉग इन|लॉगिन|साइन इन|पासवर्ड भूल गए|खाता बनाएँ|खाता बनाएं",
    "登录|登錄|登入|请先登录|請先登入|忘记密码|忘記密碼|注册账号|註冊帳號|用户登录",
    "inloggen|log in|aanmelden|wachtwoord vergeten|account aanmaken",
    "přihlášení|přihlásit se|přihlaste se|zapomenuté heslo|zapomněli jste heslo|registrace",
    "logga in|inloggning|glömt lösenord|skapa konto",
    "ログイン|サインイン|パスワードを忘れた|パスワードをお忘れ|会員登録",
)
SCRIPT_PHRASES = _split(
    "enable javascript|javascript is disabled|javascript is required|requires javascript"
    "|need to enable javascript|turn on javascript|javascript must be enabled"
    "|doesn't work properly without javascript|without javascript|please enable js"
    "|browser does not support javascript|your browser is not supported"
    "|your browser is out of date",
    "javascript aktivieren|aktivieren sie javascript|javascript ist deaktiviert"
    "|benötigt javascript|javascript muss aktiviert|ohne javascript|javascript wird benötigt"
    "|bitte javascript",
    "activer javascript|activez javascript|javascript est désactivé|nécessite javascript"
    "|sans javascript|javascript doit être activé",
    "habilitar javascript|habilite javascript|habilita javascript|activar javascript"
    "|active javascript|activa javascript|javascript está desactivado|requiere javascript"
    "|necesita javascript|sin javascript",
    "ativar o javascript|ative o javascript|habilitar o javascript|habilite o javascript"
    "|javascript está desativado|requer javascript|é necessário javascript|sem javascript",
    "abilita javascript|abilitare javascript|attiva javascript|attivare javascript"
    "|javascript è disabilitato|richiede javascript|senza javascript|javascript disattivato",
    "włącz javascript|włączyć javascript|włącz obsługę javascript|javascript jest wyłączony"
    "|wymaga javascript|bez javascript|obsługi javascript|obsługę javascript",
    "включите javascript|включить javascript|javascript отключен|javascript отключён"
    "|требуется javascript|нужен javascript|без javascript|поддержку javascript",
    "увімкніть javascript|увімкнути javascript|javascript вимкнено|потрібен javascript"
    "|потребує javascript|без javascript|підтримку javascript",
    "javascript'i etkinleştirin|javascript'i etkinleştir|javascript etkinleştirin"
    "|javascript devre dışı|javascript gereklidir|javascript'i açın|javascript gerektirir",
    "تفعيل javascript|تمكين javascript|تفعيل جافا سكريبت|تفعيل جافاسكريبت|تمكين جافا سكريبت"
    "|تمكين جافاسكريبت|يتطلب javascript",
    "javascript सक्षम|javascript चालू|जावास्क्रिप्ट सक्षम|जावास्क्रिप्ट चालू"
    "|जावास्क्रिप्ट की आवश्यकता|javascript की आवश्यकता",
    "启用 javascript|启用javascript|啟用 javascript|啟用javascript|开启 javascript"
    "|开启javascript|打开javascript|需要 javascript|需要javascript|不支持javascript"
    "|不支持 javascript",
    "schakel javascript in|javascript in te schakelen|javascript is uitgeschakeld"
    "|zonder javascript|javascript vereist",
    "zapněte javascript|povolte javascript|javascript je vypnutý|vyžaduje javascript",
    "aktivera javascript|slå på javascript|javascript är avstängt|kräver javascript",
    "javascriptを有効|javascript を有効|javascriptが無効|javascript が無効|javascriptが必要",
)
NOT_FOUND_PHRASES = _split(
    "page not found|not found|404|page doesn't exist|page does not exist|page can't be found"
    "|page cannot be found|could not be found|couldn't be found|couldn't find that page"
    "|couldn't find the page|we can't find|no longer available|no longer exists"
    "|has been removed|page unavailable|article not found|page has moved|nothing here"
    "|content not available|article has expired|isn't available",
    "seite nicht gefunden|nicht gefunden|seite existiert nicht|seite wurde nicht gefunden"
    "|konnte nicht gefunden werden|nicht mehr verfügbar|nicht mehr vorhanden"
    "|artikel nicht gefunden|wurde gelöscht|wurde entfernt|nicht verfügbar",
    "page non trouvée|page introuvable|introuvable|page n'existe pas|n'existe plus"
    "|n'est plus disponible|article introuvable|a été supprimé|a été supprimée"
    "|page inexistante",
    "página no encontrada|no encontrada|no se encuentra|no se ha encontrado|no existe"
    "|ya no está disponible|no está disponible|artículo no encontrado|ha sido eliminado"
    "|ha sido eliminada|no encontramos",
    "página não encontrada|não encontrada|não foi encontrada|não existe"
    "|já não está disponível|não está mais disponível|não está disponível|foi removida"
    "|foi removido|não encontramos|conteúdo não encontrado",
    "pagina non trovata|non trovata|non è stata trovata|non esiste|non è più disponibile"
    "|non è disponibile|articolo non trovato|è stata rimossa|è stato rimosso"
    "|pagina inesistente",
    "nie znaleziono strony|strona nie została znaleziona|nie znaleziono|strona nie istnieje"
    "|nie istnieje|nie jest już dostępny|nie jest już dostępna|nie została odnaleziona"
    "|została usunięta|został usunięty|strony nie ma",
    "страница не найдена|не найдена|не найдено|страница не существует|не существует"
    "|больше не доступна|больше недоступна|страница удалена|была удалена|материал удален"
    "|статья удалена",
    "сторінку не знайдено|сторінка не знайдена|не знайдено|сторінка не існує|не існує"
    "|більше недоступна|більше не доступна|сторінку видалено|було видалено|матеріал видалено"
    "|статтю видалено",
    "sayfa bulunamadı|bulunamadı|sayfa mevcut değil|mevcut değil|artık mevcut değil"
    "|kaldırılmıştır|yayından kaldırıldı|haber bulunamadı|silinmiş",
    "الصفحة غير موجودة|غير موجودة|لم يتم العثور|لم نتمكن من العثور|لم تعد متوفرة|لم تعد متاحة"
    "|غير متوفرة|تم حذف",
    "पृष्ठ नहीं मिला|पेज नहीं मिला|नहीं मिला|मौजूद नहीं|अब उपलब्ध नहीं|उपलब्ध नहीं है|हटा दिया गया",
    "页面未找到|找不到页面|找不到頁面|页面不存在|頁面不存在|未找到|找不到|不存在|已被删除"
    "|已被刪除|已删除|不再可用|已下线|已失效",
    "pagina niet gevonden|niet gevonden|bestaat niet meer|bestaat niet|niet meer beschikbaar"
    "|is verwijderd",
    "stránka nenalezena|nenalezena|nebyla nalezena|neexistuje|již není k dispozici|byla odstraněna"
    "|byl odstraněn",
    "sidan hittades inte|sidan kunde inte hittas|hittades inte|finns inte längre|finns inte"
    "|har tagits bort",
    "ページが見つかりません|見つかりません|見つかりませんでした|存在しません|削除されました|公開を終了|掲載期間が終了",
)
GEO_BLOCK_PHRASES = _split(
    "not available in your region|not available in your country|unavailable in your region"
    "|unavailable in your country|not available in your location|unavailable in your location"
    "|from your region|from your country|in your territory|european economic area"
    "|unavailable for legal reasons|unavailable due to legal reasons|geographic restrictions"
    "|geo-restricted|geo-blocked|most european countries|country you are in",
    "in ihrem land nicht verfügbar|in ihrer region nicht verfügbar"
    "|in deinem land nicht verfügbar|in deiner region nicht verfügbar|in ihrem land"
    "|in ihrer region|aus ihrem land|aus rechtlichen gründen",
    "pas disponible dans votre pays|pas disponible dans votre région"
    "|disponible dans votre pays|dans votre pays|dans votre région|depuis votre pays"
    "|restrictions géographiques|pour des raisons légales|pour des raisons juridiques",
    "no está disponible en tu país|no está disponible en su país|en tu país|en su país"
    "|en su región|en tu región|restricciones geográficas|por motivos legales|desde tu país"
    "|desde su país",
    "não está disponível no seu país|não está disponível na sua região|no seu país"
    "|na sua região|em seu país|em sua região|restrições geográficas|por motivos legais",
    "non è disponibile nel tuo paese|non è disponibile nella tua area|nel tuo paese"
    "|nella tua regione|nel vostro paese|nel suo paese|restrizioni geografiche"
    "|per motivi legali|tua area geografica",
    "nie jest dostępna w twoim kraju|w twoim kraju|w państwa kraju|w twoim regionie"
    "|z twojego kraju|ograniczenia geograficzne|z przyczyn prawnych|w tym kraju",
    "недоступен в вашем регионе|недоступна в вашей стране|в вашей стране|в вашем регионе"
    "|из вашей страны|из вашего региона|географические ограничения|по юридическим причинам",
    "недоступний у вашому регіоні|у вашій країні|у вашому регіоні|в вашій країні"
    "|з вашої країни|з вашого регіону|географічні обмеження|з юридичних причин",
    "ülkenizde kullanılamıyor|bölgenizde kullanılamıyor|ülkenizde|bölgenizde|ülkenizden"
    "|coğrafi kısıtlama|yasal nedenlerle|hukuki nedenlerle",
    "غير متاح في بلدك|غير متوفر في بلدك|في بلدك|في منطقتك|من بلدك|القيود الجغرافية|لأسباب قانونية",
    "आपके देश में उपलब्ध नहीं|आपके क्षेत्र में उपलब्ध नहीं|आपके देश|आपके क्षेत्र|कानूनी कारणों",
    "您所在的地区|您所在的国家|您所在的地區|您所在的國家|您所在地区|所在地区无法|在您的地区"
    "|在您的国家|在您的地區|您所在区域|地区限制|因法律原因",
    "niet beschikbaar in uw land|niet beschikbaar in jouw land|in uw land|in jouw land|in uw regio",
    "ve vaší zemi|ve vašem regionu|z vaší země",
    "i ditt land|i din region|från ditt land",
    "お住まいの地域|お住まいの国|この地域では|日本国外|ご利用の地域",
)
ERROR_PHRASES = _split(
    "internal server error|server error|bad gateway|service unavailable|gateway timeout"
    "|error 500|error 502|error 503|error 504|temporarily unavailable|something went wrong"
    "|an error occurred|an error has occurred|error establishing a database connection"
    "|domain is for sale|domain may be for sale|buy this domain|this domain is parked"
    "|application error|fatal error|down for maintenance|under maintenance"
    "|scheduled maintenance|maintenance mode|be right back|technical difficulties"
    "|technical problem|try again later|access denied|forbidden"
    "|request could not be satisfied|too many requests|connection timed out|unexpected error"
    "|site is offline|no server is available",
    "interner serverfehler|serverfehler|dienst nicht verfügbar|vorübergehend nicht erreichbar"
    "|vorübergehend nicht verfügbar|wartungsarbeiten|wartungsmodus|ein fehler ist aufgetreten"
    "|es ist ein fehler aufgetreten|etwas ist schiefgelaufen|etwas ist schief gelaufen"
    "|domain steht zum verkauf|domain zu verkaufen|technische störung|technischer fehler"
    "|technische probleme|zugriff verweigert"
    "|versuchen sie es später",
    "erreur interne|erreur du serveur|erreur serveur|service indisponible"
    "|temporairement indisponible|momentanément indisponible|en maintenance"
    "|une erreur est survenue|une erreur s'est produite|problème technique|accès refusé"
    "|réessayez plus tard|réessayer plus tard",
    "error interno|error del servidor|error de servidor|servicio no disponible"
    "|temporalmente no disponible|no disponible temporalmente|en mantenimiento"
    "|ha ocurrido un error|se ha producido un error|algo salió mal|algo ha ido mal"
    "|problemas técnicos|acceso denegado|inténtelo más tarde|inténtalo más tarde"
    "|intente más tarde",
    "erro interno|erro do servidor|erro no servidor|serviço indisponível"
    "|temporariamente indisponível|em manutenção|ocorreu um erro|algo deu errado"
    "|algo correu mal|problemas técnicos|acesso negado|tente mais tarde|tente novamente",
    "errore interno|errore del server|servizio non disponibile"
    "|temporaneamente non disponibile|momentaneamente non disponibile|in manutenzione"
    "|si è verificato un errore|qualcosa è andato storto|problemi tecnici|accesso negato"
    "|riprova più tardi|riprovare più tardi",
    "błąd serwera|wewnętrzny błąd|usługa niedostępna|usługa jest niedostępna"
    "|chwilowo niedostępna|tymczasowo niedostępn|przerwa techniczna|prace konserwacyjne"
    "|wystąpił błąd|coś poszło nie tak|problemy techniczne|brak dostępu|odmowa dostępu"
    "|spróbuj ponownie później",
    "внутренняя ошибка|ошибка сервера|сервис недоступен|сервис временно недоступен"
    "|временно недоступ|технические работы|произошла ошибка|что-то пошло не так"
    "|технические неполадки|доступ запрещен|доступ запрещён|доступ ограничен|попробуйте позже"
    "|повторите попытку",
    "внутрішня помилка|помилка сервера|сервіс недоступний|сервіс тимчасово недоступний"
    "|тимчасово недоступ|технічні роботи|сталася помилка|виникла помилка|щось пішло не так"
    "|технічні проблеми|доступ заборонено|доступ обмежено|спробуйте пізніше",
    "sunucu hatası|iç sunucu hatası|hizmet kullanılamıyor|geçici olarak|bakım çalışması"
    "|bakımdayız|bir hata oluştu|bir şeyler ters gitti|teknik bir sorun|teknik sorun"
    "|erişim engellendi|erişim reddedildi|daha sonra tekrar",
    "خطأ في الخادم|خطأ داخلي|الخدمة غير متاحة|الخدمة غير متوفرة|غير متاح مؤقت|غير متاحة مؤقت"
    "|تحت الصيانة|أعمال صيانة|حدث خطأ|مشكلة فنية|خلل فني|تم رفض الوصول|حاول مرة أخرى"
    "|المحاولة لاحق",
    "सर्वर त्रुटि|आंतरिक त्रुटि|सेवा उपलब्ध नहीं|सेवा अनुपलब्ध|अस्थायी रूप से|रखरखाव"
    "|त्रुटि हुई|कुछ गलत हो गया|कुछ ग़लत|तकनीकी समस्या|पहुँच अस्वीकृत|बाद में पुनः प्रयास"
    "|बाद में फिर",
    "服务器错误|伺服器錯誤|服务器内部错误|内部错误|内部伺服器|服务不可用|服務不可用|服务暂时"
    "|暂时无法访问|暫時無法|系统维护|系統維護|维护中|維護中|发生错误|發生錯誤|出错了|出錯了"
    "|拒绝访问|存取被拒|请稍后再试|請稍後再試",
    "tijdelijk niet beschikbaar|wegens onderhoud|er is iets misgegaan|er ging iets mis"
    "|er is een fout opgetreden|probeer het later|toegang geweigerd|domeinnaam is te koop",
    "dočasně nedostupn|probíhá údržba|došlo k chybě|něco se pokazilo|zkuste to prosím později"
    "|zkuste to později|přístup odepřen|doména je na prodej",
    "tillfälligt otillgänglig|underhåll pågår|något gick fel|ett fel har uppstått"
    "|försök igen senare|åtkomst nekad",
    "メンテナンス中|一時的に利用できません|エラーが発生しました|しばらくしてからもう一度|時間をおいて|アクセスが拒否",
)

# Offers that also stand next to articles that are free; they count after a text that breaks off.
WEAK_PAYWALL_PHRASES = frozenset(
    _split(
        "already a subscriber|become a subscriber|start your free trial|want to read more",
        "jetzt abonnieren|bereits abonnent|schon abonnent|testen sie|probeabo|mit einem abo",
        "déjà abonné|abonnez-vous",
        "suscríbete|suscríbase|ya eres suscriptor|ya es suscriptor",
        "já é assinante|assine para|assine já|assine agora",
        "sei già abbonato|già abbonato|abbonati per|abbonati ora|abbonati subito",
        "masz już prenumeratę|masz prenumeratę|pozostało",
        "уже есть подписка",
        "вже маєте передплату|передплатіть|оформіть підписку",
        "zaten abone|abone olun|abone ol",
        "اشترك الآن|هل أنت مشترك|مشترك بالفعل",
        "सदस्यता लें|सब्सक्राइब करें|पहले से सदस्य|पहले से सब्सक्राइबर",
        "立即订阅|立即訂閱|已经是订户|已是订阅|已是訂閱",
        "al abonnee",
        "redan prenumerant",
        "購読する|残り",
    )
)
# What else readers are asked to subscribe to.
NEWSLETTER_WORDS = _split(
    "newsletter|e-mail|email|inbox|briefing|podcast|youtube|telegram|whatsapp|twitter|instagram",
    "rundbrief|lettre d'information|infolettre|boletín|boletim|biuletyn|рассылк|канал|розсилк"
    "|bülten",
    "البريد|نشرتنا|قناتنا|न्यूज़लेटर|邮件|郵件|公众号|nieuwsbrief|zpravodaj|nyhetsbrev|メールマガジン",
)
# What the button of a consent page says.
CONSENT_BUTTONS = _split(
    "accept|agree|consent|allow all|akzept|zustimm|einverstanden|j'accepte|acepto|aceptar|aceitar",
    "concordo|accett|acconsent|akceptuj|zgadzam|принять|соглас|прийняти|погодж|kabul|أوافق|قبول",
    "स्वीकार|सहमत|同意|接受|akkoord|toestaan|přijm|souhlas|godkänn|許可",
)
