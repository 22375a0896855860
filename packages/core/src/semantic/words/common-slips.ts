/**
 * Slips of the commonest words that happen to make another, rarer word; only where the words on both sides are the same
 * in the other text: "a letter form the bank".
 */
export const COMMON_SLIPS: ReadonlyMap<string, string> = new Map(
  (
    'fro=for fir=for foe=for fot=for form=from hoe=how hwo=how wat=what hat=what wen=when tha=the ten=the hte=the thew=the ' +
    'nad=and ad=and cam=can cab=can caan=can sue=use wok=work ym=my si=is ot=to od=do id=is ahve=have tp=to ti=it ni=in fo=of ' +
    'sho=show yo=you yon=you yuo=you toy=you tyou=you wiht=with wit=with hace=have wand=and mu=my mt=my tot=to thy=the ' +
    'wasy=way ypu=you hiw=how whit=with thee=the fora=for r=are n=and cos=because min=mine thn=than mer=more aer=are ned=need ened=need hoa=how int=into des=does hep=help'
  )
    .split(' ')
    .map((line): [string, string] => {
      const [typed = '', meant = ''] = line.split('=');
      return [typed, meant];
    }),
);
