import { inAnyLanguage, patternOf, words, type TaskSign } from './sign.ts';

const task = 'code_generation';

const LANGUAGES =
  'python|javascript|typescript|java|kotlin|swift|golang|rust|ruby|php|c\\+\\+|cpp|c#|c89|scala|haskell|elixir|perl|bash|zsh|powershell|sql|mysql|postgres(?:ql)?|html|css|scss|react|angular|svelte|django|flask|fastapi|laravel|rails|node(?:\\.?js)?|next\\.?js|deno|regex|pcre|dockerfile|docker|kubernetes|helm|terraform|ansible|yaml|toml|pandas|numpy|pytorch|tensorflow|keras|jax|sklearn|scikit-learn|vue|express|spring boot|swiftui|jetpack compose|unity|opengl|qt|pyside\\d?|latex|matlab|excel vba|vba|awk|sed|jq|git|nginx|linux|ubuntu|ffmpeg|selenium|puppeteer|playwright|jest|pytest|nixpkgs|nix(?:-shell)?|cmake|makefile|solidity|arduino|esp32|assembly|fortran|cobol|julia|lua|roblox|zig|scheme|lisp|clojure|prolog|graphql|grpc|redis|mongodb|firebase|supabase|aws|lambda function|terraform|databricks|spark|kafka|wordpress|shopify|chrome extension|discord bot';
const THINGS =
  'functions?|class|method|script|program|code|codes|coding|unit tests?|tests?|component|composable|endpoint|api|query|queries|regex|regular expression|algorithm|module|cli|parser|snippet|makefile|types?|type definitions?|hook|json schema|cache|queue|server|daemon|middleware|linked list|hash ?map|binary tree|web ?(?:site|page|app|scraper)|html ?page|page|app|application|plugin|extension|bot|crawler|scraper|one-liner|migration|macro|formula|shader|loop|array|recursion|stored procedure|trigger|table schema|database|data ?frame|webhook|compiler|interpreter|game|gui|ui|login form|shell ?script|config(?:uration)? file|cron ?job|pipeline|docker ?image|readme';
const MAKE =
  'write|create|implement|build|generate|develop|make|add|code|give|need|want|show|provide|design|program|coding';
const MEND =
  'fix|debug|refactor|optimi[sz]e|rewrite|port (?:this|the|my|it)|convert|migrate|extend|review|clean up|modify|change|improve|simplify|obfuscate|vectori[sz]e|speed up|update|correct|document|comment';

const NAMES_LANGUAGE = patternOf(`(?<![\\p{L}\\p{N}_])(?:${LANGUAGES})(?![\\p{L}\\p{N}_])`);

/** Program text to write, mend or understand. What a text looks like (fences, code lines) is judged by its shape. */
export const CODE_SIGNS: readonly TaskSign[] = [
  { task, sign: 'names a language or tool', weight: 2, pattern: NAMES_LANGUAGE },
  {
    task,
    sign: 'a piece of code to make',
    weight: 3,
    pattern: new RegExp(
      `\\b(?:${MAKE})\\b[^.?!\\n]{0,60}\\b(?:function|class|method|script|program|code|codes|unit tests?|tests for|component|composable|endpoint|rest api|api|query|regex|regular expression|algorithm|module|cli|parser|snippet|makefile|type definitions?|hook|linked list|hash ?map|binary tree|web ?(?:site|page|app|scraper)|html|plugin|browser extension|crawler|scraper|one-liner|macro|shader|stored procedure|shell ?script|yaml schema|database schema|middleware|data ?frame|gui)\\b`,
      'i',
    ),
  },
  {
    task,
    sign: 'a piece of code to mend',
    weight: 3,
    pattern: new RegExp(
      `\\b(?:${MEND})\\b[^.?!\\n]{0,60}\\b(?:${THINGS}|bug|error|crash|compile|${LANGUAGES})(?![\\w])`,
      'i',
    ),
  },
  {
    task,
    sign: 'something to make in a language',
    weight: 2,
    pattern: new RegExp(`\\b(?:${MAKE}|${MEND})\\b[^.?!\\n]{0,40}(?<![\\w])(?:${LANGUAGES})(?![\\w])`, 'i'),
  },
  {
    task,
    sign: 'something to do in a language of one letter or two',
    weight: 3,
    pattern: new RegExp(
      `\\b(?:${MAKE}|${MEND}|solve|sort|read|parse|how)\\b[^.?!\\n]{0,80}\\b(?:in|using) (?:go|c|r)(?![\\w'])`,
      'i',
    ),
  },
  {
    task,
    sign: 'something to do in a language',
    weight: 3,
    pattern: new RegExp(
      `\\b(?:${MAKE}|${MEND}|solve|translate|sort|read|parse|do|get|use|run|install|set ?up|deploy|call|remove|merge|reverse|connect|how (?:do|can|to|would)|what is the (?:best|simplest|fastest) way)\\b[^.?!\\n]{0,120}\\b(?:in|using|with|to|on|from|into|for|of) (?:an? |the |my )?(?:${LANGUAGES})(?![\\w])`,
      'i',
    ),
  },
  {
    task,
    sign: 'an error as programs print it',
    weight: 3,
    pattern:
      /\b(?:\w+(?:Error|Exception)\b(?!s? (?:bars?|margin))|segmentation fault|segfault|core dumped|stack ?trace|traceback|undefined is not|cannot find (?:module|symbol)|permission denied|exit (?:code|status) \d+|npm ERR!|panic:|error(?:\[E\d+\]|: )|unhandled (?:promise )?rejection|null ?pointer|undefined reference|merge conflict|failed to (?:compile|resolve)|ENOENT|ECONNREFUSED)/,
  },
  {
    task,
    sign: 'words of programmers',
    weight: 2,
    pattern: words(
      'time complexity of',
      'unit tests?',
      'data ?frames?',
      'sql (?:query|table)',
      'rest(?:ful)? api',
      'source code',
      'code (?:review|snippet|sample|example)',
      'this code',
      'the code',
      'my code',
      'sample code',
      'code (?:that|to|for|in|which)',
      'pseudo-?code',
      'this (?:function|script|query|method|regex|snippet|class|module|component)',
      'command[- ]line',
      'shell ?script',
      'leetcode',
      'test cases?',
      'linked list',
      'binary (?:search )?tree',
      'sorted arrays?',
      'two arrays',
      'integer array',
      'compute shader',
      'pull request',
      'gherkin',
      'npm|pip|apt-get|brew install',
      'ssh|cron|systemd|localhost',
      'c header',
      'repo(?:sitory)?',
      'backend|frontend',
      'compile(?:s|r|d)?',
      'smart contract',
      'css class',
      'api key',
      'web scrap(?:er|ing)',
      'docker (?:container|compose|image)|k8s|pods|promql|pyqt\\d?|vbs|sap|api|sdk|cli|regex|async|thread(?:s|ing)?|stack ?overflow|debugg?(?:er|ing)?|compiler|runtime|garbage collect(?:or|ion)|foreign key|primary key|huggingface|cuda|gpu driver\\p{L}*',
    ),
  },
  {
    task,
    sign: 'code, in another language',
    weight: 3,
    pattern: inAnyLanguage(
      [
        '(?:schreib|erstell|programmier|implementier|entwickl)\\p{L}*\\P{L}(?:[^.?!\\n]{0,50}\\P{L})?(?:funktion|skript|programm|klasse|code|methode|abfrage|komponente|regex)',
        'diese[rsnm]? (?:code|funktion|skript|abfrage|fehlermeldung)',
        '(?:écris|écrire|écrivez|crée[rz]?|génère|implémente[rz]?|programme[rz]?|développe[rz]?)\\P{L}[^.?!\\n]{0,50}(?:fonction|script|programme|classe|code|requête|méthode|composant)',
        'ce (?:code|script|programme)|cette (?:fonction|requête)',
        '(?:escrib[ae]|crea|genera|implementa|programa|haz|hacer|desarrolla)[rn]?\\P{L}[^.?!\\n]{0,50}(?:función|script|programa|clase|código|consulta|método|componente)',
        'este (?:código|script|programa)|esta (?:función|consulta)',
        '(?:scrivi|crea|genera|implementa|sviluppa|scrivere)\\P{L}[^.?!\\n]{0,50}(?:funzione|script|programma|classe|codice|query|metodo)',
        '(?:escrev[ae]|crie|gere|implemente|desenvolva|faça)r?\\P{L}[^.?!\\n]{0,50}(?:função|script|programa|classe|código|consulta|método)',
        '(?:schrijf|maak|implementeer|genereer)\\P{L}[^.?!\\n]{0,50}(?:functie|script|programma|klasse|code|query)',
        '(?:напиши|написать|создай|создать|реализуй|реализовать|сделай|исправь|поправь)\\p{L}*\\P{L}[^.?!\\n]{0,60}(?:функци|скрипт|программ|класс|код|запрос|метод|бот|парсер)\\p{L}*',
        '(?:напиши|исправь|поправь) код',
        '(?:napisz|stwórz|zaimplementuj|napraw)\\P{L}[^.?!\\n]{0,50}(?:funkcj|skrypt|program|klas|kod|zapytani)\\p{L}*',
        '(?:viết|tạo|sửa|lập trình)\\P{L}[^.?!\\n]{0,50}(?:hàm|chương trình|mã|code|script|đoạn mã|truy vấn)',
        '(?:buat(?:kan)?|tulis(?:kan)?|perbaiki)\\P{L}[^.?!\\n]{0,50}(?:fungsi|program|kode|skrip|script|kelas)',
        '(?:fonksiyon|program|kod|betik|sorgu)\\p{L}*\\P{L}[^.?!\\n]{0,30}(?:yaz|oluştur|düzelt|düzenle)\\p{L}*',
        'списо?к\\p{L}* чисел|массив\\p{L}*',
      ],
      [
        '(?:写|编写|生成|实现|修改|优化|创建|写一个|開發|寫)[^。？！\\n]{0,30}(?:函数|代码|程序|脚本|类|算法|查询|正则|代碼|程式|函數|爬虫|接口|组件)',
        '(?:这段|下面的|以下)代码|报错|代码',
        '(?:関数|コード|スクリプト|プログラム|クラス|クエリ|正規表現|アルゴリズム)[^。？！\\n]{0,20}(?:書い|作成|作っ|実装|修正|生成|改善|リファクタ|教え)',
        '(?:コード|関数)の|上記コード|下記のコード',
        '(?:함수|코드|스크립트|프로그램|클래스|쿼리|정규식|알고리즘)[^.?!\\n]{0,20}(?:작성|만들|구현|고쳐|수정|짜)',
        '코드를',
        '(?:اكتب|أنشئ)[^.؟!\\n]{0,40}(?:دالة|كود|برنامج|سكربت)',
        '(?:फ़ंक्शन|कोड|प्रोग्राम|स्क्रिप्ट)[^.?!।\\n]{0,20}(?:लिख|बना)',
      ],
    ),
  },
  {
    task,
    sign: 'names a construct, not a task',
    weight: -2.5,
    pattern:
      /^\W*(?:what (?:is|are|does|year)|who (?:is|made|created|invented|wrote)|when (?:was|did)|what's|define)\b[^\n]{0,60}\??\s*$/i,
  },
];
