/** One unit: what it measures, and how many of that dimension's smallest unit it is. */
export interface Unit {
  readonly dimension: string;
  readonly factor: number;
}

const UNITS = new Map<string, Unit>();

function define(dimension: string, units: Readonly<Record<string, number>>): void {
  for (const [names, factor] of Object.entries(units)) {
    for (const name of names.split(' ')) UNITS.set(name, { dimension, factor });
  }
}

define('s', {
  'second seconds sec secs': 1,
  'minute minutes min mins': 60,
  'hour hours hr hrs h': 3_600,
  'day days': 86_400,
  'week weeks': 604_800,
  'fortnight fortnights': 1_209_600,
});
define('months', {
  'month months': 1,
  'year years yr yrs': 12,
  'decade decades': 120,
  'century centuries': 1_200,
});
define('ms', { 'ms millisecond milliseconds': 1 });
define('mm', {
  'mm millimeter millimeters millimetre millimetres': 1,
  'cm centimeter centimeters centimetre centimetres': 10,
  'meter meters metre metres': 1_000,
  'km kilometer kilometers kilometre kilometres kms': 1_000_000,
});
define('inch', { 'inch inches': 1, 'ft foot feet': 12, 'yard yards': 36, 'mile miles': 63_360 });
define('mg', {
  'mg milligram milligrams': 1,
  'g gram grams': 1_000,
  'kg kilogram kilograms kilo kilos kgs': 1_000_000,
});
define('oz', { 'oz ounce ounces': 1, 'lb lbs': 16 });
define('ml', { 'ml milliliter milliliters millilitre millilitres': 1, 'l liter liters litre litres': 1_000 });
define('tsp', { 'tsp teaspoon teaspoons': 1, 'tbsp tablespoon tablespoons': 3, 'cup cups': 48 });
define('gallon', { 'gallon gallons': 1 });
define('kB', {
  'kb kilobyte kilobytes': 1,
  'mb megabyte megabytes': 1_000,
  'gb gigabyte gigabytes gig gigs': 1e6,
  'tb terabyte terabytes': 1e9,
});
define('mbps', { mbps: 1, gbps: 1_000 });
define('%', { '% percent pct': 1 });
define('celsius', { '°c celsius centigrade': 1 });
define('fahrenheit', { '°f fahrenheit': 1 });
define('usd', { '$ usd dollar dollars buck bucks': 1 });
define('pound', { '£ gbp pound pounds quid': 1 });
define('eur', { '€ eur euro euros': 1 });
define('jpy', { '¥ jpy yen': 1 });
define('inr', { '₹ inr rupee rupees': 1 });
define('w', { 'w watt watts': 1, 'kw kilowatt kilowatts': 1_000 });
define('v', { 'v volt volts': 1 });
define('kwh', { kwh: 1 });
define('mph', { mph: 1 });
define('kmh', { 'kmh km/h kph': 1 });
define('kcal', { 'kcal calorie calories cal': 1 });

/** The unit that a lower-case word names after a number. */
export function unitOf(word: string): Unit | undefined {
  return UNITS.get(word);
}

/** One key for the names of a currency or scale, which are asked about without a number too ("celsius", "GBP"). */
export function unitKey(word: string): string | undefined {
  const unit = UNITS.get(word);
  if (unit === undefined || word.length < 2) return undefined;
  return `unit:${unit.dimension}*${unit.factor}`;
}
