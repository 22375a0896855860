/**
 * Two words that belong together so firmly that a slip in one of them is a slip even where it makes a word: nobody asks
 * for a "credit car" or a "direct debt".
 */
const EXPRESSIONS: ReadonlySet<string> = new Set(
  (
    'direct debit,credit card,debit card,gift card,bank account,savings account,current account,checking account,joint account,' +
    'bank statement,bank transfer,wire transfer,sort code,routing number,account number,phone number,order number,tracking number,' +
    'serial number,reference number,exchange rate,interest rate,credit score,credit limit,credit report,council tax,income tax,' +
    'sales tax,tax return,tax code,standing order,monthly payment,late fee,annual fee,transaction fee,cash machine,cash withdrawal,' +
    'sick pay,sick leave,annual leave,parental leave,maternity leave,minimum wage,notice period,pay rise,job interview,cover letter,' +
    'driving licence,driving license,parking ticket,parking permit,speeding fine,car insurance,home insurance,travel insurance,' +
    'health insurance,life insurance,insurance policy,boarding pass,hand luggage,checked baggage,train ticket,bus stop,' +
    'customer service,customer support,help desk,opening hours,opening times,delivery address,email address,home address,' +
    'billing address,ip address,zip code,post code,postal code,discount code,promo code,qr code,source code,error message,' +
    'text message,voice mail,screen time,screen shot,touch screen,home screen,dark mode,factory settings,factory reset,' +
    'hard drive,flash drive,memory card,sim card,graphics card,power supply,air conditioning,washing machine,smoke alarm,' +
    'front door,light bulb,gas bill,water bill,electricity bill,phone bill,blood pressure,heart rate,side effects,birth control,' +
    'birth certificate,death certificate,marriage certificate,baking soda,baking powder,olive oil,peanut butter,soy sauce,' +
    'ice cream,room temperature,swimming pool,high school,social security,social media,real estate,mortgage payment,down payment,' +
    'time zone,time limit,alarm clock,to do,due date,expiry date,expiration date,release date,user name,web site,' +
    'pull request,merge conflict,command line,environment variable,regular expression,foreign key,primary key,unit test'
  ).split(','),
);

/** Whether two words in a row, lower case, are a fixed expression. */
export function isFixedExpression(one: string, other: string): boolean {
  return EXPRESSIONS.has(`${one} ${other}`);
}
