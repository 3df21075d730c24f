"""A few words in each script, to try machinery with: nobody who speaks these languages has read them."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from making import ROOT

FONTS = ROOT / "templates/assets/fonts"


class Tongue(NamedTuple):
    """A title, a question, two points and an advice in a language, and the file of a font that has their letters."""

    title: str
    question: str
    points: tuple[str, str]
    advice: str
    font: Path

    @property
    def texts(self) -> tuple[str, ...]:
        """All of it, in order."""
        return self.title, self.question, *self.points, self.advice


EASTERN = Path(__file__).with_name("fonts") / "few-han-kana-hangul.woff2"
"""The letters of these texts, cut from Noto Sans CJK SC, copyright Adobe, SIL Open Font License 1.1."""
HAN = EASTERN.with_name("few-han.woff2")
"""Those of a leaflet in Chinese, with the words around its text, cut from the same font, under the same license."""
READER, VAZIRMATN = FONTS / "PamphletsReader-Regular.woff2", FONTS / "Vazirmatn-Regular.woff2"


def _noto(script: str) -> Path:
    return FONTS / f"NotoSans{script}-Regular.woff2"


RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he"})
TONGUES = {
    "ar": Tongue(
        "راحة الساقين",
        "ما الذي يمكنك فعله الليلة لكي تنام نومًا هادئًا؟",
        ("الساقان لا تهدآن ليلًا.", "الحركة تساعد الأغلبية، ولا تؤلم."),
        "اتصل بالطبيب إذا تورّمت ساق واحدة. هل الألم شديد؟ لا تنتظر!",
        VAZIRMATN,
    ),
    "fa": Tongue(
        "آرامش پاها",
        "امشب برای خواب آرام چه می\u200cتوانید بکنید؟",
        ("پاها شب\u200cها آرام نمی\u200cگیرند.", "حرکت به بیشتر مردم کمک می\u200cکند."),
        "اگر یک پا ورم کرد با پزشک تماس بگیرید. لازم نیست صبر کنید.",
        VAZIRMATN,
    ),
    "ur": Tongue(
        "ٹانگوں کا سکون",
        "آج رات پرسکون نیند کے لیے آپ کیا کر سکتے ہیں؟",
        ("رات کو ٹانگیں بے چین رہتی ہیں۔", "چلنے پھرنے سے اکثر لوگوں کو آرام ملتا ہے۔"),
        "اگر ایک ٹانگ سوج جائے تو ڈاکٹر کو فون کریں۔ کیا درد زیادہ ہے؟ انتظار نہ کریں۔",
        VAZIRMATN,
    ),
    "he": Tongue(
        "רגליים רגועות",
        "מה אפשר לעשות הלילה כדי לישון טוב?",
        ("הרגליים אינן נחות בלילה.", "תנועה עוזרת לרוב האנשים."),
        "התקשרו לרופא אם רגל אחת התנפחה. הכאב חזק? אל תחכו!",
        _noto("Hebrew"),
    ),
    "hi": Tongue(
        "शांत पैर",
        "आज रात चैन की नींद के लिए आप क्या कर सकते हैं?",
        ("रात में पैर बेचैन रहते हैं।", "चलने-फिरने से ज़्यादातर लोगों को आराम मिलता है।"),
        "अगर एक पैर सूज जाए तो डॉक्टर को फ़ोन करें। क्या दर्द तेज़ है? प्रतीक्षा न करें।",
        _noto("Devanagari"),
    ),
    "bn": Tongue(
        "শান্ত পা",
        "আজ রাতে শান্তিতে ঘুমানোর জন্য আপনি কী করতে পারেন?",
        ("রাতে পা অস্থির থাকে।", "হাঁটাচলা বেশিরভাগ মানুষকে সাহায্য করে।"),
        "একটি পা ফুলে গেলে ডাক্তারকে ফোন করুন। ব্যথা কি তীব্র? অপেক্ষা করবেন না।",
        _noto("Bengali"),
    ),
    "pa": Tongue(
        "ਸ਼ਾਂਤ ਲੱਤਾਂ",
        "ਅੱਜ ਰਾਤ ਚੰਗੀ ਨੀਂਦ ਲਈ ਤੁਸੀਂ ਕੀ ਕਰ ਸਕਦੇ ਹੋ?",
        ("ਰਾਤ ਨੂੰ ਲੱਤਾਂ ਬੇਚੈਨ ਰਹਿੰਦੀਆਂ ਹਨ।", "ਤੁਰਨ ਨਾਲ ਬਹੁਤੇ ਲੋਕਾਂ ਨੂੰ ਆਰਾਮ ਮਿਲਦਾ ਹੈ।"),
        "ਜੇ ਇੱਕ ਲੱਤ ਸੁੱਜ ਜਾਵੇ ਤਾਂ ਡਾਕਟਰ ਨੂੰ ਫ਼ੋਨ ਕਰੋ। ਕੀ ਦਰਦ ਤੇਜ਼ ਹੈ? ਉਡੀਕ ਨਾ ਕਰੋ।",
        _noto("Gurmukhi"),
    ),
    "th": Tongue(
        "ขาที่สงบ",
        "คืนนี้คุณทำอะไรได้บ้างเพื่อให้นอนหลับสบาย",
        ("ขาอยู่ไม่สุขในเวลากลางคืน", "การเคลื่อนไหวช่วยคนส่วนใหญ่ได้"),
        "โทรหาแพทย์หากขาข้างหนึ่งบวม ถ้าปวดมากอย่ารอ น้ำเย็นช่วยได้",
        _noto("Thai"),
    ),
    "vi": Tongue(
        "Đôi chân yên",
        "Tối nay bạn có thể làm gì để ngủ ngon?",
        ("Ban đêm chân không yên.", "Vận động giúp đỡ phần lớn mọi người."),
        "Hãy gọi bác sĩ nếu một chân bị sưng. Đau nhiều không? Đừng chờ đợi!",
        READER,
    ),
    "ru": Tongue(
        "Спокойные ноги",
        "Что можно сделать сегодня вечером, чтобы хорошо спать?",
        ("Ночью ногам нет покоя.", "Большинству помогает движение."),
        "Позвоните врачу, если одна нога опухла. Сильно болит? Не ждите, объём растёт!",
        READER,
    ),
    "zh-Hans": Tongue(
        "双腿安静",
        "今晚怎样做才能睡得好？",
        ("夜里双腿总是不安。", "活动对多数人有帮助。"),
        "如果一条腿肿了，请给医生打电话。疼得厉害吗？不要等待！",
        EASTERN,
    ),
    "ja": Tongue(
        "足を休める",
        "今夜よく眠るために何ができますか？",
        ("夜になると足が落ち着きません。", "体を動かすと多くの人が楽になります。"),
        "片方の足が腫れたら医師に電話してください。痛みが強いですか？待たないでください。",
        EASTERN,
    ),
    "ko": Tongue(
        "편안한 다리",
        "오늘 밤 잘 자려면 무엇을 할 수 있나요?",
        ("밤에는 다리가 편하지 않습니다.", "움직이면 대부분의 사람에게 도움이 됩니다."),
        "한쪽 다리가 부으면 의사에게 전화하세요. 많이 아픈가요? 기다리지 마세요.",
        EASTERN,
    ),
}
