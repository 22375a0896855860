import { inAnyLanguage, words, type TaskSign } from './sign.ts';

const task = 'complex_reasoning';

/** Calculations, formulas, chance and optimisation. */
export const MATHS_SIGNS: readonly TaskSign[] = [
  {
    task,
    sign: 'chance, choice and constraints',
    weight: 2.5,
    pattern: inAnyLanguage(
      [
        "how many (?:\\p{L}+ )?(?:ways|different|distinct|possible|combinations|arrangements)|probability|what are the (?:odds|chances)|chance (?:that|of)|expected (?:value|number)|optimal(?:ly)?|optimum|maximi[sz]e|minimi[sz]e|constraints?|puzzle|riddle me|logically|feasible|exactly once|true,? false,? or (?:uncertain|unknown)|permutations?|combinations? of|confidence interval|standard deviation of|p-value|hypothesis test|null hypothesis|bayes\\p{L}*|nash equilibrium|prisoner'?s dilemma",
        'wahrscheinlichkeit|wie viele möglichkeiten|probabilités?|combien de (?:façons|manières)|probabilidad(?:e|es)?|de cuántas (?:formas|maneras)|probabilità|in quanti modi|de quantas (?:formas|maneiras)|вероятност\\p{L}*|сколькими способами|prawdopodobieństw\\p{L}*|xác suất|bao nhiêu cách|peluang|olasılı\\p{L}*|kans dat',
      ],
      ['概率', '確率', '机率', '機率', '확률', '几率', '多少种', '何通り', '몇 가지', 'احتمال', 'प्रायिकता'],
    ),
  },
  {
    task,
    sign: 'mathematics',
    weight: 2.5,
    pattern: inAnyLanguage(
      [
        'solve (?:for|the (?:equation|system|following|inequality|recurrence))|integrate|differentiate|closed form|express [^.?!\\n]{1,20} in (?:terms of )?\\w\\b|find (?:the|all|a) (?:value|values|number of|sum|minimum|maximum|area|length|formula|limit|roots?|solutions?|integers?|functions?|probability|derivative|inverse|equation)|compute (?:the|this|[^\\p{L}])|calculate|simplify|factori[sz]e|ratio of|how (?:can|do) i find the|which two \\p{L}+|last (?:non-?zero )?digit|determine (?:the|all|whether)|is \\d{5,} prime|rational approximation|net present value|npv|cost of capital|effective annual rate|sum of the (?:first|digits)|area of (?:the|a) (?:triangle|circle|region|quadrilateral)|which is (?:larger|bigger|greater|smaller)',
        'integral|ableitung|gleichung(?:en)?|löse (?:die|das|folgende|nach)|berechne\\p{L}*|bestimme\\p{L}*|matrizen',
        'intégrale|dérivée|équations?|résou\\p{L}*|calcule[rz]?|matrice',
        'derivada|ecuaci(?:ón|ones)|resuelv\\p{L}*|resolver|calcul[ae]r?|antideriv\\p{L}*|matriz|halla[r]?|encuentra el (?:valor|área)',
        'integrale|derivata|equazion[ei]|risolv\\p{L}*|calcola\\p{L}*|equaç(?:ão|ões)|resolva|encontre o valor|bereken|los op|vergelijking',
        'интеграл\\p{L}*|производн\\p{L}*|уравнени\\p{L}*|вычисл\\p{L}*|решит[еь]|реши|найди(?:те)?|найти|определит[еь]|посчитай|прогресси\\p{L}*|задача|чему равн\\p{L}*|рассчита\\p{L}*|распредели\\p{L}*|какой (?:силой|массой|скоростью)|из них сделать',
        'oblicz\\p{L}*|rozwiąż|równani\\p{L}*|całk\\p{L}*|tính|giải|phương trình|tìm (?:giá trị|nghiệm|số)|hitung\\p{L}*|selesaikan|tentukan|diketahui|persamaan|hesapla\\p{L}*|çöz\\p{L}*|denklem\\p{L}*|türev\\p{L}*',
      ],
      [
        '求解',
        '公倍数',
        '原函数',
        '称量',
        '面积',
        '体积',
        '个数',
        '结点',
        '计算',
        '解方程',
        '求(?:证|出|函数|值|导|极限|面积|概率|该)',
        '方程',
        '積分',
        '积分',
        '微分',
        '導関数',
        '矩阵',
        '行列',
        '特征值',
        '数列',
        '計算し',
        '求めよ',
        '求めて',
        '解け',
        '解いて',
        '구하',
        '계산',
        '방정식',
        '풀어',
        '풀이',
        '적분',
        '미분',
        'احسب',
        'حل المعادلة',
        'معادلة',
        'हल कर',
        'समीकरण',
        '多少米',
        '多少秒',
        '物理问题',
        '单选',
      ],
    ),
  },
  {
    task,
    sign: 'terms of mathematics and physics',
    weight: 1.5,
    pattern: words(
      'inequalit(?:y|ies)|integers?|solutions? (?:of|to) the|each (?:of (?:them|these)|one) (?:has|have)|algebra|geometry|trigonometr\\p{L}*|statistical\\p{L}*|regression|variance|theta|sine|cosine|isomorphic|isomoprhic|circumference|radius|impedance|capacitance|volume of|radiation|peptide|black holes?|electromagnet\\p{L}*|calculus|euclidean|confidence interval|integrals?|derivatives?|differential equations?|eigenvalues?|eigenvectors?|polynomials?|quadratic|matrix|matrices|theorem|lemma|topolog\\p{L}*|\\p{L}{0,4}morphi(?:c|sm)|epimorphism|manifold|vector space|subspace|recurrence|converge(?:s|nce)?|diverges?|modulo|congruent|irrational|(?:arithmetic|geometric) (?:progression|sequence|series)|cross product|dot product|cartesian plane|hypotenuse|perimeter|prime (?:factor\\p{L}*)|asymptotic|compound interest|molar\\p{L}*|moles of|stoichiometr\\p{L}*|chemical equation|velocity|acceleration|accelerating|momentum|kinetic energy|resistors?|voltage|torque|equilibrium constant|standard conditions|projectile|m/s|km/h|mph',
    ),
  },
  {
    task,
    sign: 'formulas',
    weight: 3,
    pattern:
      /\\(?:frac|int|sum|sqrt|lim|begin\{|mathbb|cdot|leq|geq|alpha|infty|angle|triangle)|\$[^$\n]{1,80}[=^_\\<>][^$\n]{0,80}\$|[∑∫√≤≥∞∀∃⇒≡↔∧∨¬θσμ∂Δ±×÷]|\b(?:sin|cos|tan|cot|log|ln|exp|sqrt|arc\w+|li2)\s?[([{]|\b\d+!|(?:^|\s)\d+\s?=\s?[\d?]|\b[A-Z]\s?[+*-]\s?[A-Z]\s?=\s?[A-Z]|\bf\(x\)\s*=|\b\d*[a-z]\s?\^\s?\d|\b\d*[xyzn][²³]|\b[a-z]\s?[+\-*/]\s?\d*[a-z]\s?=\s?\d|\b\d+[a-z]\s?[+-]\s?\d+[a-z]?\s?=|\bsolve\b[^.?!\n]{0,20}[:=]/i,
  },
  {
    task,
    sign: 'quantities with units',
    weight: 1.5,
    pattern:
      /\b\d[\d.,]*\s?(?:k?m|[cmµ]m|k?g|mg|m?l|litres?|liters?|gallons?|k?w|k?wh|kwh|volts?|v|ohms?|amps?|°?[cf]|degrees|celsius|n|pa|hz|mol|%|percent|k?m\/h|mph|m\/s|hours?|minutes?|euros?|dollars?|usd|€|元|米|公里|小时|kg)(?![a-z])[\s\S]{1,200}?\b\d[\d.,]*\s?(?:k?m|[cmµ]m|k?g|mg|m?l|litres?|liters?|gallons?|k?w|k?wh|volts?|v|ohms?|amps?|°?[cf]|degrees|celsius|n|pa|hz|mol|%|percent|k?m\/h|mph|m\/s|hours?|minutes?|euros?|dollars?|usd|€)(?![a-z])/i,
  },
];
