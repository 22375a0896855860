import { inAnyLanguage, patternOf, words, type TaskSign } from './sign.ts';

const TONGUES =
  'english|french|german|spanish|italian|portuguese|dutch|polish|russian|ukrainian|japanese|chinese|mandarin|cantonese|korean|arabic|hebrew|hindi|bengali|tamil|urdu|thai|vietnamese|indonesian|malay|turkish|greek|swedish|norwegian|danish|finnish|czech|hungarian|romanian|swahili|latin|esperanto|deutsch\\p{L}*|englisch\\p{L}*|französisch\\p{L}*|spanisch\\p{L}*|anglais|français|allemand|espagnol|inglés|francés|alemán|español|inglese|francese|tedesco|inglês|francês|alemão|engels|frans|duits';

/** Work on a text that is there: to shorten, to carry into another language, to take things out of. */
export const TEXT_SIGNS: readonly TaskSign[] = [
  {
    task: 'summarisation',
    sign: 'summarise',
    weight: 4.5,
    pattern: inAnyLanguage(
      [
        'summari[sz]e|summari[sz]ing|summary|tl;?dr|recap|condense|sum up|gist of|key (?:points|takeaways)|main (?:points|ideas)|in a nutshell|abstract of|boil (?:this|it) down|concise report|executive summary|bullet[- ]point(?:s)? (?:of|version)',
        'fasse? [^.?!\\n]{0,60}zusammen|zusammenfass\\p{L}*|kernaussagen|résume[rz]?|résumé (?:de|du|des)|fais(?:-moi)? un résumé|resum[ea]r?|resume\\p{L}*|resumen|riassum\\p{L}*|riassunto|resuma|resumo|samenvat\\p{L}*|vat [^.?!\\n]{0,40}samen|кратко изложи\\p{L}*|перескажи\\p{L}*|резюмируй\\p{L}*|сократи\\p{L}*|podsumuj|streszcz\\p{L}*|tóm tắt|rangkum\\p{L}*|ringkas\\p{L}*|özetle\\p{L}*|sammanfatta',
      ],
      ['总结', '概括', '摘要', '總結', '要約', 'まとめて', '要点', '요약', 'لخص', 'सारांश'],
    ),
  },
  {
    task: 'summarisation',
    sign: 'short version',
    weight: 3,
    pattern:
      /\b(?:shorten|short(?:er)? version|brief overview|cut (?:this|it) down|in (?:one|two|three|\d+|a(?: single)?) (?:short )?(?:sentences?|lines?|paragraphs?)|what (?:is|was) (?:this|the) (?:meeting|text|article|e-?mail|thread|passage|story|conversation|chat|report|letter) about|(?:boil|strip|trim|cut) (?:this|it|that|the \w+)(?: \w+)? down|what does (?:the|this) (?:report|text|article|passage|document|email))\b/i,
  },
  {
    task: 'translation',
    sign: 'translate',
    weight: 5,
    pattern: inAnyLanguage(
      [
        'translat(?:e|es|ed|ion|ions|or|ing)|übersetz\\p{L}*|tradui\\p{L}*|traduc\\p{L}*|traduz\\p{L}*|tradu(?:ci|rre)|vertaal|vertalen|переведи\\p{L}*|перевести|перевод|przetłumacz|tłumaczeni\\p{L}*|dịch (?:sang|câu|đoạn|văn)|terjemahkan|çevir\\p{L}*|översätt',
      ],
      ['翻译', '翻譯', '訳し', '翻訳', '번역', 'ترجم', 'अनुवाद'],
    ),
  },
  {
    task: 'translation',
    sign: 'say in a language',
    weight: 4,
    pattern: patternOf(
      `(?<![\\p{L}])(?:(?:say|put|write|express|spell|call|sagt? man|heißt|dit(?:-on)?|dice|diz)\\P{L}[^.?!\\n]{0,60}\\P{L}(?:in|into|auf|ins|en|em) (?:${TONGUES})|how (?:would|do|can) (?:i|you|one) say|what(?:'s| is|s) the (?:${TONGUES}) (?:word|phrase|term) for|(?:into|ins|nach|to) (?:${TONGUES})\\s*[:.?!]?\\s*$|(?:in|into|to) (?:${TONGUES})\\s*:)(?![\\p{L}])`,
    ),
  },
  {
    task: 'extraction',
    sign: 'extract',
    weight: 4,
    pattern: inAnyLanguage(
      [
        'extract(?!or| hashtags)|pull out|parse out|pick out|extrahier\\p{L}*|extrai\\p{L}*|extrae[r]?|extrahe|estra[ie]\\p{L}*|извлек\\p{L}*|выпиши\\p{L}*|wyodrębnij|wypisz|trích xuất|ekstrak\\p{L}*|çıkar(?:ın)?',
      ],
      ['提取', '抽取', '抽出', '추출', 'استخرج', 'निकालें'],
    ),
  },
  {
    task: 'extraction',
    sign: 'list what is in a text',
    weight: 3,
    pattern:
      /\b(?:list|find|identify|return|get|collect|give me) (?:all|every|each|only)?\s?(?:of )?(?:the )?[^.?!\n]{2,60}\b(?:mentioned|from (?:the|this|these)|in (?:the|this|these) (?:\w+ )?(?:text|following|email|document|article|paragraph|contract|log|logs|message|review|reviews|invoice|sentences?|passage|transcript|records?))\b/i,
  },
  {
    task: 'extraction',
    sign: 'take apart what follows',
    weight: 3.5,
    pattern:
      /\b(?:parse|split|break|tokeni[sz]e) (?:this|the following|these|out)\b[^.?!\n]{0,40}(?:into|:|as)|\b(?:find|list|name|get|give me|return|pull|collect|show)(?: me)? (?:all|every|each|only|just)? ?(?:of )?(?!(?:the )?(?:gist|summary|essence|point|ideas?\b|meaning|translation|\w+ version|tone|overview))(?:the )?[^.?!\n]{2,60}(?::|\b(?:from|of|in) (?:this|these|the (?:following|attached)) (?:\w+ ){0,2}(?:invoice|receipt|document|ocr|email|e-mail|letter|log|table|contract|cv|résumé|resume|note|record|transcript|ticket|order|form|report|page|ad|text|list)s?\b)|\b(?:which|what) of these [^?\n]{3,60}\?\s+\S+:|\b(?:tag|mark|annotate|highlight) (?:the|all|each|every) [^.?!\n]{3,40}(?:\bin\b|:)|\btable of (?:the |all )?[^.?!\n]{3,60}(?:\bin\b|\bfrom\b|:)/i,
  },
  {
    task: 'extraction',
    sign: 'label a text',
    weight: 3,
    pattern: inAnyLanguage(
      [
        '(?:classify|categori[sz]e|label|tag|rate) (?:the|this|these|each|them|my|following)|sentiment (?:of|analysis|for)|named entit(?:y|ies)|on a scale of \\d+ to \\d+|assign (?:them|each|these) to|positive or negative|spam or not|klassifizier\\p{L}*|classe[rz]? (?:ces|les|chaque)|clasifica\\p{L}*|classifica\\p{L}*|классифицируй\\p{L}*',
      ],
      ['分类', '分類し', '분류', '情感'],
    ),
  },
  {
    task: 'extraction',
    sign: 'as fields',
    weight: 1.5,
    pattern:
      /\b(?:(?:as|in|into) (?:a |an |valid )?(?:json|csv|table|key-value)|json (?:array|object|dictionary|format)|csv string)\b/i,
  },
];

const WRITE =
  'write|compose|create|make(?: up)?|tell|continue|invent|give|draft|need|sing|rewrite|craft|generate|come up with|do (?:a|an|me)|help me (?:write|construct|draft)|produce|provide';

/** Texts, verses, roles and ideas to make up. */
export const CREATIVE_SIGNS: readonly TaskSign[] = [
  {
    task: 'creative',
    sign: 'a work of fiction or verse',
    weight: 4,
    pattern: new RegExp(
      `\\b(?:${WRITE})\\b[^.?!\\n]{0,70}\\b(?:story|stories|poem|haiku|sonnet|limerick|song|lyrics|novel|fan ?fic\\w*|fairy ?tale|joke|screenplay|dialogu?e?|scene|villain|(?:super)?hero|rap|fable|slogans?|taglines?|riddle|monologue|toast|chapter|plot|script for a|sitcom|skit|parody|ballad|chord progression|melody|backstory|character sheet|charsheet|story ideas?)\\b`,
      'i',
    ),
  },
  {
    task: 'creative',
    sign: 'fiction',
    weight: 2,
    pattern: words(
      'continue the (?:story|text|dialogue|scene)',
      'lyrics',
      'fan ?fic\\p{L}*',
      'rap battle|screenplay|novel idea|short story|bedtime story',
      'protagonist|plot twist|main character|storyline|worldbuilding|in the style of|fictional|crossover',
      'character(?:s)? (?:named|called|who)',
      'a script of|scene (?:where|in which|from)',
    ),
  },
  {
    task: 'creative',
    sign: 'a role to play',
    weight: 2.5,
    pattern: inAnyLanguage(
      [
        'pretend|role-?play|embody|embrace the role|persona of|picture yourself|imagine (?:yourself|you are|that you)|speak like|in character|you will (?:be|play)|game master|simulate a conversation|stell dir vor|imagine que|imagina que|imagínate|immagina|представь\\p{L}*',
      ],
      ['假如你是', '扮演', 'になりきって'],
    ),
  },
  {
    task: 'creative',
    sign: 'names and ideas',
    weight: 3,
    pattern:
      /\b(?:brainstorm|come up with|name ideas|suggest (?:some )?(?:\w+ )?(?:names|titles|ideas)|(?:\d+|ten|five|some|a few) (?:\w+ )?(?:names|ideas|titles|slogans|taglines|headlines) (?:for|about)|share ideas|gift ideas)\b/i,
  },
  {
    task: 'creative',
    sign: 'a text for people',
    weight: 3,
    pattern: new RegExp(
      `\\b(?:${WRITE})\\b[^.?!\\n]{0,70}\\b(?:blog posts?|essays?|speech|letter|tweets?|captions?|ad(?:vert(?:isement)?)?|birthday|e-?mail|article|product descriptions?|press release|headlines?|paragraph|bio|biography|review|newsletter|posts?|message to|text to|invitation|resume|cv|proposal|report|position paper|literature review|white ?paper|scope of work|service catalogue|job description|lesson plan|transcript|procedure|video script|animation|user stories|presentation|outline|marketing copy|description of|wedding|vows|eulogy|apology|card)\\b`,
      'i',
    ),
  },
  {
    task: 'creative',
    sign: 'a text, in another language',
    weight: 4,
    pattern: inAnyLanguage(
      [
        '(?:schreib\\p{L}*|verfass\\p{L}*|dichte|erfinde|erzähl\\p{L}*|formulier\\p{L}*|entwirf)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:gedicht|geschichte|märchen|lied|liedtext|witz|rede|brief|e-?mail|mail|artikel|aufsatz|blog\\p{L}*|slogan\\p{L}*|dialog|haiku|einladung|bewerbung\\p{L}*|produktbeschreibung|kurzgeschichte)',
        '(?:écris|écrire|écrivez|rédige[rz]?|compose[rz]?|invente[rz]?|raconte[rz]?|imagine[rz]?|donne[rz]?)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:poème|histoire|conte|chanson|blague|discours|lettre|e-?mail|courriel|article|roman|slogan|dialogue|haïku|invitation|prémisse)',
        '(?:escrib[ae]|escribir|escríbeme|redacta|compón|inventa|cuenta|cuéntame|genera|crea)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:poema|historia|cuento|canción|chiste|discurso|carta|correo|artículo|novela|eslogan|di[aá]logo|haiku|invitación|guion)',
        '(?:scrivi|componi|inventa|racconta(?:mi)?)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:poesia|storia|racconto|favola|canzone|barzelletta|discorso|lettera|e-?mail|articolo|slogan|dialogo)',
        '(?:escrev[ae]r?|componha|invente|conte(?:-me)?|crie|redija)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:poema|história|conto|canção|música|piada|discurso|carta|e-?mail|artigo|slogan|diálogo)',
        '(?:schrijf|verzin|vertel)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:gedicht|verhaal|sprookje|lied|mop|toespraak|brief|e-?mail|artikel)',
        '(?:напиши\\p{L}*|сочини\\p{L}*|придумай\\p{L}*|расскажи|предложи\\p{L}*|составь)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:стих\\p{L}*|рассказ\\p{L}*|истори\\p{L}*|сказк\\p{L}*|песн\\p{L}*|шутк\\p{L}*|анекдот|реч[ьи]|письмо|стать\\p{L}*|роман|слоган\\p{L}*|диалог|сценари\\p{L}*|трейлер|поздравлени\\p{L}*|текст|пост)',
        'подводка|отрывок',
        '(?:napisz|wymyśl|opowiedz|ułóż)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:wiersz|opowiadanie|bajk\\p{L}*|piosenk\\p{L}*|żart|list|mail\\p{L}*|artykuł)',
        '(?:viết|sáng tác|kể)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:bài thơ|thơ|truyện|câu chuyện|bài hát|bài rap|thư|email|bài viết|kịch bản)',
        '(?:tulis(?:kan)?|buat(?:kan)?|karang|ceritakan)\\P{L}(?:[^.?!\\n]{0,60}\\P{L})?(?:puisi|cerita|dongeng|lagu|lelucon|pidato|surat|artikel|pantun)',
        '(?:şiir|hikaye|öykü|masal|şarkı|fıkra|mektup|makale|konuşma)\\p{L}*\\P{L}(?:[^.?!\\n]{0,30}\\P{L})?(?:yaz|anlat|oluştur)\\p{L}*',
      ],
      [
        '(?:写|寫|创作|編|编|讲|作)[^。？！\\n]{0,40}(?:诗|故事|小说|小說|歌词|歌|笑话|文章|信|演讲|广告|邮件|剧本|作文|童话|文案|轻小说)',
        '书名|口号|取名|起名|起[十\\d]个',
        '(?:詩|物語|小説|歌詞|俳句|ラップ|手紙|メール|記事|スピーチ|脚本|童話|ジョーク|短歌|散文詩|キャッチコピー|作品)[^。？！\\n]{0,20}(?:書い|作っ|作成|詠ん|考え|ください|して)',
        '(?:시|이야기|소설|가사|노래|편지|이메일|글|기사|연설|동화|농담|노래)[을를]?\\s?[^.?!\\n]{0,12}(?:써|쓰|작성|지어|만들)',
        '(?:اكتب|ألف)[^.؟!\\n]{0,40}(?:قصيدة|قصة|رسالة|مقال|أغنية)',
        '(?:कविता|कहानी|पत्र|लेख|गीत|निबंध)[^.?!।\\n]{0,20}(?:लिख|सुना)',
      ],
    ),
  },
];
