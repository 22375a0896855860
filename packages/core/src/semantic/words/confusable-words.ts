/** Real words one slip apart: never taken for a misspelling of each other. */
export const CONFUSABLE_WORDS: ReadonlySet<string> = new Set(
  (
    'adapter adopter advice advise affect effect aisle isle angel angle artic arctic ascent assent averse adverse bazaar bizarre ' +
    'breath breathe bridal bridle calvary cavalry casual causal coarse course collage college comma coma complement compliment ' +
    'confident confidant conscious conscience corps corpse costume custom council counsel dairy diary decent descent desert ' +
    'dessert detract distract device devise dinner diner discrete discreet dual duel elicit illicit ensure insure assure ' +
    'envelop envelope exercise exorcise expand expend expensive expansive faint feint formally formerly gorilla guerrilla ' +
    'hoping hopping human humane ileum ilium immigrate emigrate inapt inept later latter lighting lightning loose lose lossless ' +
    'marital martial medal metal meddle mettle moral morale morning mourning muscle mussel naval navel parity party patent patient ' +
    'pasta paste peace piece pedal petal perspective prospective personal personnel planing planning planting poplar popular ' +
    'portrait portray pray prey precede proceed principal principle probable provable prostate prostrate protein proteins ' +
    'quiet quite rational rationale recent resent respectfully respectively salon saloon scene seen signal single silver sliver ' +
    'staring starring stationary stationery statue statute status steak stake story storey straight strait tarot carrot taught ' +
    'taut thorough through throughout trail trial united untied vacation vocation venal venial vial viral virtual virtue weather ' +
    'whether wonder wander allergen allergy artery arteries tendon tenon kidney kindey cornel kernel colonel lateral literal ' +
    'cypher cipher mongoose mango manga magma plasma salmon solomon uninstall reinstall install instill attach attack detach ' +
    'import impart export expert except accept adaption adoption inflation inflammation solution salutation liable libel'
  ).split(' '),
);
