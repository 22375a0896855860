import { patternOf, type TaskSign } from './sign.ts';

/** Nobody needs an expert for these, whatever they are done to. */
const PLAIN_VERBS =
  'boil|hard[- ]boil|soft[- ]boil|bake|fry|roast|grill|poach|steam|scramble|reheat|defrost|thaw|peel|dice|marinate|brew|whisk|ripen|descale|iron|fold|tie|untie|sew|vacuum|unclog|jump[- ]start|braid|shave|whistle|swaddle|burp|spell|pronounce|say|unsubscribe|screenshot|take a screenshot|mute|unmute|sign (?:in|out|up)|log (?:in|out|off)|gift[- ]wrap';
/** For these it depends on what they are done to. */
const VERBS =
  'reset|chang(?:e|ing)|recover|renew(?:ing)?|updat(?:e|ing)|edit(?:ing)?|correct|cancel(?:l?ing)?|stop|pause|clos(?:e|ing)|delet(?:e|ing)|deactivat(?:e|ing)|activat(?:e|ing)|verify(?:ing)?|redeem(?:ing)?|claim(?:ing)?|apply|enable|disable|hide|block|unblock|lock|unlock|freeze|unfreeze|restart|charge|pair|connect|return(?:ing)?|exchang(?:e|ing)|order(?:ing)?|re-?order|track|pay(?:ing)?|send|receive|transfer|deposit|withdraw|top[- ]up|dispute|report(?:ing)?|contact|reach|call|speak (?:to|with)|talk to|book|reserve|check|rebook|download|print|view|see|access|open(?:ing)?|request|replac(?:e|ing)|add|remov(?:e|ing)|buy|share|cook|chop|slice|cut|store|keep|eat|measure|sharpen|clean|wash|dry|dust|hang|wrap|pack|polish|water|plant|inflate|trim|wear|turn (?:on|off|up|down|it|my|the)|switch|set|put|take|get(?:ting)?|find|locate|convert|make|use|prepare|look up|register|fix|apply for|know|tell|go';
/** Things of accounts, phones, kitchens and households. */
const THINGS = [
  "passwords?|passcode|pin|user ?name|e-?mail address|email|phone number|(?:billing |home |postal |delivery |shipping )?address|my (?:name|number|details|profile|photo|picture|birthday)|(?:checking |savings |bank )?accounts?|(?:credit |debit |gift |library |virtual |disposable |sim |new |replacement )*cards?|subscription|membership|newsletter|orders?|booking|reservation|appointments?|flights?|tickets?|seats?|(?:hotel )?room|refunds?|receipts?|invoices?|bills?|payments?|balance|statement|checks|cheques|money|cash|top[- ]up|direct deposit|paycheck|routing number|account number|serial number|zip code|promo code|discount code|coupons?|vouchers?|points|rewards|beneficiary|customer (?:service|support|care)|support|a (?:human|person|representative)|help ?desk|parcel|package|luggage|suitcase|passport|driv(?:er'?s|ing) licen[cs]e|id card|library book|items?|return|(?<=(?:book|reserve) a )table",
  'notifications?|language|(?:dark|airplane|silent|flight) mode|alarm|timer|reminder|wallpaper|ringtone|screenshots?|bluetooth|wi-?fi|headphones|air ?pods|earbuds|iphone|ipad|phone|tv|remote|printer|laptop|screen|keyboard|volume|photos|pictures|contacts|voicemail|cookies|autocorrect|playlist|subtitles|captions',
  'light ?bulb|batter(?:y|ies)|(?:flat )?t[iy]re|air filter|wiper blades?|glasses|shoes|shirt|sheets?|carpet|couch|clothes|jeans|sweater|laundry|dishes|dishwasher|oven|microwave|kettle|fridge|freezer|toilet|sink|drain|shower|mirror|windows? (?:in|of) my|stains?|ink|gum|wax|grease|candle|smell|ring size|ring|hair|nails|tick|splinter|hiccups|bananas?|onions?|garlic|eggs?|rice|pasta|potato(?:es)?|chicken|beef|steak|fish|salmon|bacon|soup|salad|bread|toast|sandwich|pancakes?|cake|cookies|pizza|tea|coffee|lemonade|avocados?|tomato(?:es)?|mango|pineapple|corn|carrots?|beans|lentils|mushrooms?|butter|milk|cheese|popcorn|chopsticks|knife|knives|vegetables|fruit|water|herbs|flowers|roses|house ?plants?|lawn',
  '(?:kilomet(?:er|re)s?|miles?|meters?|metres?|feet|foot|inches|inch|centimet(?:er|re)s?|cm|km|kilos?|kilograms?|kg|pounds?|lbs?|ounces?|oz|grams?|celsius|fahrenheit|cups?|litres?|liters?|gallons?|tablespoons?|teaspoons?|euros?|dollars?) (?:in)?to',
].join('|');

/** Where one of these stands beside it, a how-to may need an expert: computing. */
const COMPUTING =
  'strings?|arrays?|lists?|dicts?|loops?|functions?|class(?:es)?|methods?|objects?|variables?|columns?|rows?|indexes|index|records|duplicates|query|queries|databases?|schemas?|servers?|clusters?|containers?|pods?|nodes?|apis?|endpoints?|tokens?|certificates?|ssl|tls|dns|dkim|spf|proxy|firewall|vpn|ssh|scripts?|programs?|programm\\p{L}*|algorithms?|regex|json|yaml|csv|xml|html|css|https?|ports?|threads?|branch|commits?|repo|repositor(?:y|ies)|modules?|components?|frameworks?|plugins?|compil\\p{L}*|kernel|drivers?|webhooks?|oauth|saml|sso|pipelines?|deploy\\p{L}*|config\\p{L}*|debug\\p{L}*|migrat\\p{L}*|refactor\\p{L}*|integrat\\p{L}+|encrypt\\p{L}*|authenticat(?:e|ion)|permissions?|cron|logs|logging|backend|frontend|websites?|web ?pages?|games?|bots?|robots?|software|domain|excel|spreadsheet|formula|pivot|macro|bios|partition|raid|linux|ubuntu|unix|terminal|command|registry|active directory|exception|stack|heap|bug|mutex|lock(?:ing|s)|locking the|(?<!book a |book the |reserve a |set the |set a |lay the |clean a |clean the |the dinner )tables?|(?<!promo |promotion |discount |qr |zip |post |bar |pass |voucher |verification |coupon |area |country |dress |sort |swift |gift |security |the |a |invite |referral |activation )code';
/** Thinking, planning, counting. */
const THOUGHT =
  'prov(?:e|ing)|deriv\\p{L}+|optim\\p{L}+|efficien\\p{L}+|effective\\p{L}*|strateg\\p{L}+|architect\\p{L}*|design\\p{L}*|models?|systems?|distributed|scal(?:e|es|ing|able)|performance|latency|p\\d\\d|throughput|bottlenecks?|replica\\p{L}*|without|while|whether|so that|such that|between|more|better|faster|less|than|each|multiple|several|thousands|millions|dozens|hundreds|given|assum\\p{L}+|suppos\\p{L}+|why|explain|compare|and (?:how|what|which|then)|equations?|matri(?:x|ces)|integrals?|derivatives?|probabilit\\p{L}+|statistic\\p{L}*|varian\\p{L}+|intervals?|means?|ratios?|theorem|polynomial|vectors?|graphs?|data|data ?sets?|neural|train(?:ing)? (?:a|my|the)|regression|thesis|essays?|novel|sets|sums?|squares?|roots?|circuit|wiring|wire (?:a|the|my)|safe when|significan\\p{L}+|layers|coordinates?|phase|velocity|acids?|cells?|dna|isotopes?|volume of|embedded|automatic(?:ally)?|course meal|\\d{3,}|inconsisten\\p{L}+|concurren\\p{L}+';
/** Work, law, money and people, where advice is wanted. */
const AFFAIRS =
  "teams?|compan(?:y's|ies)|business(?:es)?|startups?|employees?|employers?|colleagues?|boss|managers?|customers|users|clients|investors?|markets?|revenue|sales|profits?|budgets?|portfolio|stocks?|shares|bonds?|invest\\p{L}*|mortgages?|refinanc\\p{L}*|loans?|interest|percent|compound|pensions?|retire\\p{L}*|tax(?:es)?|lawsuit|legal\\p{L}*|liab\\p{L}+|sue|court|divorce|custody|contracts?|landlord|tenants?|lease|visa application|immigration|inherit\\p{L}*|depress\\p{L}+|anxi\\p{L}+|grie(?:f|ve|ving)|relationships?|breakup|break-up|careers?|jobs?|hired|promoted|salary|negotiat\\p{L}+|interview|habits?|confiden(?:t|ce)|friends|feelings?|happy|happier|motivat\\p{L}+|over (?:a|my|him|her|it|them)|started|good at|rich|famous|money online|money from|fit|muscle|weight|pregnant|cancer|diagnos\\p{L}+|doses?|dosage|difference|decisions?|choice|sense of|sure (?:that|my|our|the|we)";

const word = (alternatives: string): string => `(?<![\\p{L}\\p{N}_])(?:${alternatives})(?![\\p{L}\\p{N}_])`;
const without = (...lists: readonly string[]): string =>
  `(?![^]*${word(lists.join('|'))})(?![^]*[{}<>=_%\\\\])`;
const NO_EXPERTISE = without(COMPUTING, THOUGHT, AFFAIRS);
/** A customer's question may ask why, and what is the difference. */
const NO_ADVICE = without(
  COMPUTING,
  'mortgages?|refinanc\\p{L}*|loans?|interest|percent|compound|pensions?|retire\\p{L}*|tax(?:es)?|invest\\p{L}*|stocks?|portfolio|legal\\p{L}*|liab\\p{L}+|sue|court|lawsuit|contracts?|prove|deriv\\p{L}+|optim\\p{L}+|strateg\\p{L}+|design\\p{L}*|analy[sz]\\p{L}+|compare|write|draft|deck|aces?|probabilit\\p{L}+|our|we|service charge|payment service|inconsisten\\p{L}+|concurren\\p{L}+|split|flatmates?|roommates?|boss|casinos?|(?:bank|they|he|she) refuse|tricked|balances|better',
);
const upTo = (words: number): string => `(?=\\s*(?:\\S+\\s+){0,${words - 1}}\\S+\\s*$)`;
const LEAD =
  "\\W*(?:(?:hi|hey|hello|please|so|and|ok(?:ay)?|also|quick question|can you tell me|could you tell me|tell me|do you know|i (?:want|need|would like) to know|i'd like to know|show me|remind me)[\\s,.:!?-]+)*";
const HOW =
  "(?:how (?:do|does|can|could|would|should|might|did) (?:i|we|you|one|someone|people)(?: (?:go about|best|quickly|properly|easily))?|how to|how do i|what(?:'s|s| is| are| does) the (?:\\p{L}+ )?(?:process|procedure|steps?|way)(?: (?:i|one) (?:need|have) to take)? (?:to|for|of)|what (?:do i need|do i have|must i do|steps (?:do|should) i take) to|where (?:do|can|could|should|would) (?:i|we|you|one)(?: go to)?|what do i need to)";

const EVERYDAY = `^${upTo(13)}(?=${LEAD}${HOW} )${NO_EXPERTISE}${LEAD}${HOW} (?:(?:${PLAIN_VERBS})(?![\\p{L}\\p{N}_])|(?:${VERBS}) [^.?!\\n]{0,50}?${word(THINGS)})[^.?!\\n]{0,60}\\W*$`;
/** Not with figures: those want reckoning. */
const HOW_LONG = `^${upTo(13)}(?=[^]*how (?:long|often|soon|early|late|much|many))${NO_EXPERTISE}(?![^]*\\d)${LEAD}(?:how (?:long|often|soon|early|late|much|many)(?: \\p{L}+){0,2} (?:will|does|do|should|would|can|could|must|is|are) (?:it|i|you|we|one|a|an|the|my|your)(?![\\p{L}]))[^.?!\\n]{0,60}?${word(`${THINGS}|${PLAIN_VERBS}|drink|sleep|rest|chill|soak`)}[^.?!\\n]{0,60}\\W*$`;

/** In other languages: the same verbs of accounts and kitchens. */
const ELSEWHERE = [
  'wie (?:kann ich|setze ich|ändere ich|kündige ich|lösche ich|storniere ich|bekomme ich|finde ich|koche ich|mache ich|aktiviere ich|sperre ich|erreiche ich|bezahle ich)[^.?!\\n]{0,30}(?:passwort|kennwort|konto|karte|pin|abo\\p{L}*|adresse|bestellung|rechnung|ei|eier|reis|tee|kaffee|handynummer|newsletter|vertrag)',
  'comment (?:puis-je |est-ce que je (?:peux )?)?(?:changer|réinitialiser|annuler|supprimer|modifier|activer|bloquer|faire cuire|cuire|obtenir|retrouver|fermer|contacter|payer)[^.?!\\n]{0,30}(?:mot de passe|compte|carte|code pin|abonnement|adresse|commande|facture|œufs?|riz|numéro|remboursement|service client)',
  'cómo (?:puedo |se )?(?:cambi|restable[zc]|cancel|elimin|actualiz|activ|bloque|cocin|hierv|coci|obten|recuper|cierr|contact|pag|borr)\\p{L}*[^.?!\\n]{0,30}(?:contraseña|cuenta|tarjeta|pin|suscripción|dirección|pedido|factura|huevos?|arroz|número|reembolso)',
  'come (?:posso |si )?(?:cambi|reimpost|cancell|elimin|aggiorn|attiv|blocc|cuoc|bolli|otten|recuper|chiud|contatt|pag)\\p{L}*[^.?!\\n]{0,30}(?:password|account|conto|carta|pin|abbonamento|indirizzo|ordine|fattura|uov[oa]|riso|numero|rimborso)',
  'como (?:posso |faço para )?(?:mud|alter|redefin|cancel|exclu|atualiz|ativ|bloque|cozinh|obt|recuper|fech|contat|pag)\\p{L}*[^.?!\\n]{0,30}(?:senha|conta|cartão|pin|assinatura|endereço|pedido|fatura|ovos?|arroz|número|reembolso)',
  'как (?:мне |можно )?(?:сбросить|сменить|изменить|поменять|отменить|удалить|обновить|активировать|заблокировать|сварить|приготовить|получить|восстановить|закрыть|оплатить)[^.?!\\n]{0,30}(?:парол|аккаунт|счет|счёт|карт|пин|подписк|адрес|заказ|яйц|рис|номер|возврат)\\p{L}*',
  'hoe (?:kan ik|wijzig ik|reset ik|annuleer ik|verwijder ik|kook ik|activeer ik)[^.?!\\n]{0,30}(?:wachtwoord|account|rekening|kaart|pincode|abonnement|adres|bestelling|ei|eieren|rijst)',
].join('|');

const SERVICE_THINGS =
  '(?<!(?:graphics|sound|video|network|index|report|score|business|memory|sim) )cards?|visa card|mastercard|accounts?|pin|password|passcode|top[- ]?ups?|topp(?:ed|ing)[- ]up|top(?:ped)? up|transfers?|transferr?ed|payments?|purchase|refunds?|withdraw(?:al|als|ing)?|withdrew|atms?|cash|cheques?|statement|fees?|charged|exchange rates?|direct debits?|standing order|balance|deposits?|funds|paycheck|direct deposit|my (?:order|identity|money|phone|address|name|details|luggage|flight|parcel|package|subscription|booking|reservation|delivery|invoice|receipt)|identity (?:check|verification)|verify (?:my|me)|verif\\p{L}+ (?:my|the) (?:identity|top)|source of (?:my )?funds|apple pay|google pay|contactless|beneficiary|(?:the|my|this) transaction|card payment|sent (?:some |the )?money|money i sent|(?:my|the|lost) luggage|checks';
const SPEAKS = "i|i'm|i've|im|ive|my|me|mine|you|your|you're";
/** Of a customer to a company: short, about cards, accounts, orders. Who wants it done says so otherwise. */
const SERVICE = `^${upTo(40)}(?=[^]*${word(SERVICE_THINGS)})${NO_ADVICE}(?=[^]*${word(SPEAKS)}|\\s*(?:\\S+\\s+){0,7}\\S+\\s*$)(?=[^]*\\?|\\W*${word('why|how|what|when|where|which|who|is|are|do|does|did|can|could|will|has|have|am')}|[^]*${word("pending|declin\\p{L}+|fail(?:ed|s|ing)?|not (?:working|work|going|go|received|arrived|accepted|recogni[sz]ed|satisfied|posted)|isn'?t|isnt|hasn'?t|doesn'?t|doesnt|didn'?t|didnt|won'?t|can'?t|cannot|haven'?t|wasn'?t|lost|stolen|stole|swallowed|wrong|incorrect|missing|cancell?ed|reverted|unable|not able|twice|extra|late|problems?|trouble|difficulty|errors?|mistake|awaiting|waiting|still|suspicious|blocked|charged|fee|need to (?:know|reset|edit|change|update)|like to know|want to know")})`;

const everyday = patternOf(EVERYDAY);
const howLong = patternOf(HOW_LONG);
const service = patternOf(SERVICE);

/** Everyday matters: how to boil an egg, reset a password, where a refund has got to. A small model tells. */
export const EVERYDAY_SIGNS: readonly TaskSign[] = [
  { task: 'simple_qa', sign: 'an everyday how-to', weight: 6.5, pattern: everyday },
  { task: 'complex_reasoning', sign: 'an everyday how-to', weight: -3, pattern: everyday },
  { task: 'simple_qa', sign: 'how long or how often', weight: 4, pattern: howLong },
  { task: 'complex_reasoning', sign: 'how long or how often', weight: -3, pattern: howLong },
  {
    task: 'simple_qa',
    sign: 'an everyday how-to, in another language',
    weight: 4,
    pattern: patternOf(`^${upTo(12)}\\P{L}*(?:${ELSEWHERE})[^.\\n]{0,30}$`),
  },
  { task: 'simple_qa', sign: 'a matter of service', weight: 6, pattern: service },
  { task: 'complex_reasoning', sign: 'a matter of service', weight: -4.5, pattern: service },
  { task: 'creative', sign: 'a matter of service', weight: -3, pattern: service },
];
