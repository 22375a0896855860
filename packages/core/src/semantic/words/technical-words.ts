/** Words of the terminal, of trade and of chemistry that no dictionary of the language has and that look like slips of others. */
const WORDS: ReadonlySet<string> = new Set(
  (
    'mastercard walmart passcode dataset datasets dataframe topup netflix spotify amex iphone iphones itunes gmail whatsapp facebook ' +
    'youtube google amazon paypal wifi hotspot chromebook macbook playstation xbox airbnb uber login logout signup username ' +
    'printf sprintf fprintf scanf fscanf sscanf umount mkdir rmdir chmod chown chgrp pgrep egrep fgrep zgrep xargs args kwargs ' +
    'argv argc stdin stdout stderr stdio async await goto elif elseif endif ifdef ifndef enum enums struct structs typedef typeof ' +
    'sizeof instanceof malloc calloc realloc memcpy memset strcpy strncpy strcat strlen strcmp atoi itoa atof fopen fclose fread ' +
    'fwrite lstat fstat stat utime dmesg lsof netstat ifconfig ipconfig iptables systemctl journalctl crontab cron sudo su passwd ' +
    'apt dnf dns dhcp nat vpn vps vpc vlan lan wan ssd hdd ram rom gpu cpu npu tpu apr apy ira roi etf ipo vat gst pin pan cvv cvc ' +
    'irs hsa fsa hmo ppo pto wfh eta etd faq cc bcc dob ssn tfn vin mpg mph kmh usd eur gbp cad aud jpy inr chf nzd sgd nba nfl mlb nhl ' +
    'iban bic swift ach atm kyc aml sso mfa otp sms mms usb hdmi ide sdk cli gui api apis uri url urls urn uuid guid crud orm odm ' +
    'dom bom cors csrf xss sqli ddos dos jwt oauth saml ldap nfs ntfs fat exfat ext rsync robocopy scp rcp tar gzip gunzip bzip ' +
    'lambda lambdas tuple tuples setuid setgid uid gid pid ppid tty pty regex glob globs linter lint minify transpile polyfill ' +
    'methane ethane propane butane pentane hexane ethene propene butene ethyne propyne methanol ethanol propanol butanol ' +
    'methanal ethanal sulfate sulfite sulfide sulphate sulphite sulphide nitrate nitrite nitride phosphate phosphite phosphide ' +
    'chlorate chlorite chloride bromate bromide iodate iodide fluoride fluorite carbonate carbide amine amide imine imide'
  ).split(' '),
);

export function isTechnicalWord(word: string): boolean {
  return WORDS.has(word);
}
