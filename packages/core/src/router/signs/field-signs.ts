import { patternOf, type TaskSign } from './sign.ts';

/** A question that names one of these is more often about why and how than about a fact. */
const FIELDS: Readonly<Record<string, string>> = {
  'terms of philosophy':
    "free will|determinis\\p{L}+|consciousness|utilitarian\\p{L}*|deontolog\\p{L}*|kant(?:ian)?|consequentialis\\p{L}*|metaphysic\\p{L}*|epistemolog\\p{L}*|existential\\p{L}*|trolley problem|veil of ignorance|social contract|personal identity|problem of evil|moral (?:luck|status|realism)|syllogism|premis(?:e|es)|axioms?|tautolog\\p{L}*|contradict(?:s|ion|ory)|occam'?s razor|thought experiment|willensfreiheit|libre arbitre|libre albedrío|libero arbitrio|livre-arbítrio|свобод\\p{L}* воли",
  'terms of economics and money':
    "stagflation|keynes(?:ian)?|hayek|monetar\\p{L}+|quantitative easing|central banks?|fiscal|deficits?|interest rates?|yield(?:s| curve)?|bonds?|mortgage|refinanc\\p{L}*|amorti[sz]ation|discount(?:ed|ing)? (?:cash|rate|factor)|cash ?flow|earn-out|dilut(?:ed|ion)|strike price|preferred stock|liquidation preference|participating|cap table|options? (?:pool|grant)|valuation|arbitrage|hedg(?:e|ing)|marginal|elasticit\\p{L}+|opportunity cost|externalit\\p{L}+|moral hazard|adverse selection|auctions?|carbon tax|cap-and-trade|tariffs?|subsid(?:y|ies)|wealth tax|basic income|minimum wage|rent control|austerity|devaluation|purchasing power|break-?even|payback|roi|irr|pension|retire(?:ment)?|index fund|after tax|in today's money|zinseszins|rendite|inflation und|geldpolitik|rentabilité|rentabilidad|hipoteca|доходност\\p{L}*|ипотек\\p{L}*",
  'terms of statistics and evidence':
    "confound\\p{L}*|cohort|randomi[sz]ed|control group|selection bias|survivorship|placebo|causal\\p{L}*|correlat\\p{L}+|coefficients?|fixed effects|statistical(?:ly)?|significan(?:t|ce)|p ?[=<] ?0?\\.\\d+|sample size|base rate|false positives?|false negatives?|sensitivity|specificity|accuracy|precision and recall|overfit\\p{L}*|a/b test|varian(?:ce|z)|varianza|standard error|posterior|prior distribution|likelihood|monte carlo|relative risk|absolute risk|odds ratio|simpson'?s|regression to the mean|stichprobe|дисперси\\p{L}*|выборк\\p{L}*",
  'terms of computing theory and systems':
    '3-?sat|vertex cover|travelling salesman|traveling salesman|np-?\\p{L}+|halting problem|turing machine|decidab\\p{L}+|cap theorem|raft|paxos|two-phase commit|saga|sharding|shard key|replication lag|backpressure|failover|multi-region|multi-tenant|microservices?|monolith|event sourcing|cqrs|locking scheme|lock-free|read-write lock|optimistic locking|stable sort|merge sort|heap sort|quicksort|hash table collisions|bloom filter|b-tree|lsm|garbage collector|tail latency|throughput|zero[- ]downtime|rate limiter|load balanc\\p{L}+|single point of failure|static analy[sz]\\p{L}+|formal(?:ly)? verif\\p{L}+|soundness|monorepo|data residency|vendor lock-in|technical debt',
  'terms of law':
    'clause|contract|lease|landlord|tenant|eviction|non-?compete|severance|dismiss(?:ed|al)|probation(?:ary)?|custody|inherit(?:ed|ance)?|estate|copyright|trademark|patent|fair use|defamation|gdpr|damages|indemnit\\p{L}+|warranty|force majeure|consideration|tort|precedent|statute|lawful|legal|illegal|unlawful|kündig\\p{L}*|mietvertrag|mietminderung|arbeitsrecht|widerruf|licenci\\p{L}+|bail|contrat|contrato|despid\\p{L}*|inquilin\\p{L}*|arrendador|contratto|договор\\p{L}*|увол\\p{L}+|арендодател\\p{L}*',
  'terms of medicine':
    'inr|bp \\d+|\\d+/\\d+ mmhg|ecg|ekg|mri|ct scan|biops\\p{L}+|jaundice|aneurysm|metastat\\p{L}*|sepsis|contraindicat\\p{L}+|comorbid\\p{L}+|prognosis|differential|troponin|creatinine|egfr|hba1c|warfarin|anticoagula\\p{L}+|dyspnea|edema|syncope|icu|onset|workup|empiric(?:al)? (?:therapy|antibiotics?)|patient(?:in|en)?|paciente|пациент\\p{L}*',
  'terms of business':
    'churn|retention|runway|burn rate|unit economics|cac|ltv|gross margin|conversion(?: rate)?|activation|product-market fit|pricing (?:model|power)|price increase|market share|competit(?:or|ors|ion|ive)|stakeholders?|headcount|layoffs?|acquisition|merger|cofounders?|equity|vesting|go-to-market|okrs?|backlog|capacity|bottlenecks?|throughput|lead time|supply chain|inventory|make or buy|outsourc\\p{L}+|in-house|risk(?:s|ier)?|mitigat\\p{L}+|scenario|kpis?|rollout|konversion\\p{L}*|taux de conversion|tasa de conversión',
  'terms of history and politics':
    'roman (?:republic|empire)|french revolution|industrial revolution|cold war|world war|waterloo|napoleon|weimar|colonial\\p{L}*|imperialis\\p{L}+|nationalis\\p{L}+|alliances?|deterren\\p{L}+|sanctions?|geopolitic\\p{L}*|sovereign\\p{L}+|separation of powers|electoral|voting system|proportional representation|gerrymander\\p{L}*|constitution\\p{L}*|legitima(?:cy|te)|great powers?|nuclear (?:weapons|deterrent|power|energy)|guerra|guerre|weltkrieg|revolution|révolution|войн\\p{L}*',
};

/** Such a question asks for a fact, whatever field it is of. */
const FACT =
  "\\P{L}*(?:(?:hi|hey|please|so|and|ok|quick question)\\P{L}+)*(?:what(?:'s| is| are| was| were| does)|who|when|where|define|which (?:year|country|city|company|person|president)|in (?:what|which) year|how (?:old|many people)|is|are|was|does|did|wer|wann|wo|was (?:ist|sind|war|heißt|bedeutet)|qui|quand|où|en quelle année|quel(?:le)? (?:est|était)|quién(?:es)?|cuándo|dónde|cuál(?:es)?|en qué año|qué es|chi|quando|dove|qual(?:e|i)?|in che anno|quem|onde|em que ano|o que é|кто|когда|где|в каком году|что такое|kto|kiedy|gdzie|wie is|wanneer|waar) (?:[^\\s?.,;:]+ ?){1,7}[?.]?\\s*$";
/** In a longer text such words are likely to be of the material. */
const LONG = '[^]{600}';

/** Words of the fields in which people think things through. */
export const FIELD_SIGNS: readonly TaskSign[] = Object.entries(FIELDS).map(([sign, terms]) => ({
  task: 'complex_reasoning',
  sign,
  weight: 1.5,
  pattern: patternOf(`^(?!${FACT})(?!${LONG})[^]*?(?<![\\p{L}\\p{N}_])(?:${terms})(?![\\p{L}\\p{N}_])`),
}));
