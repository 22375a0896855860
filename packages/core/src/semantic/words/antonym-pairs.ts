/** Opposites and converses, `one other`, in base form; a question with the one is not a question with the other. */
export const ANTONYM_PAIRS: readonly string[] = (
  'increase decrease,increase lower,raise lower,start end,start stop,open close,open shut,enable disable,allow deny,allow block,' +
  'allow prohibit,add delete,add subtract,insert delete,install uninstall,create delete,create destroy,buy sell,lend borrow,gain lose,' +
  'win lose,love hate,best worst,better worse,good bad,good evil,benefit drawback,benefit risk,benefit harm,pro con,' +
  'before after,first last,old new,older newer,oldest newest,young old,high low,higher lower,highest lowest,hot cold,warm cool,' +
  'big small,bigger smaller,biggest smallest,long short,longer shorter,longest shortest,tall short,fast slow,faster slower,' +
  'fastest slowest,early late,left right,up down,above below,top bottom,front back,inside outside,inner outer,internal external,' +
  'indoor outdoor,indoors outdoors,import export,encode decode,encrypt decrypt,compress decompress,serialize deserialize,' +
  'upload download,push pull,push pop,read write,send receive,send get,input output,public private,local remote,client server,' +
  'frontend backend,male female,man woman,boy girl,husband wife,father mother,dad mom,son daughter,brother sister,true false,yes no,' +
  'legal illegal,possible impossible,likely unlikely,safe dangerous,safe unsafe,positive negative,plus minus,maximum minimum,' +
  'max min,most least,more less,more fewer,ascending descending,asc desc,synchronous asynchronous,sync async,static dynamic,' +
  'mutable immutable,hire fire,accept reject,accept decline,approve reject,approve deny,pass fail,success failure,succeed fail,' +
  'attack defend,north south,east west,northern southern,eastern western,day night,morning evening,summer winter,rich poor,' +
  'easy hard,easier harder,easiest hardest,simple complex,strong weak,stronger weaker,cheap expensive,cheaper dearer,cheapest ' +
  'dearest,full empty,single married,introvert extrovert,liberal conservative,get give,lock unlock,mount unmount,connect ' +
  'disconnect,login logout,subscribe unsubscribe,follow unfollow,mute unmute,archive unarchive,pin unpin,zip unzip,block unblock,' +
  'show hide,visible invisible,online offline,expand collapse,rent own,rent buy,lease buy,horizontal vertical,row column,' +
  'ancestor descendant,parent child,always never,arrive depart,arrival departure,deposit withdraw,debit credit,profit loss,' +
  'supply demand,cause effect,cause cure,cause symptom,symptom treatment,question answer,teacher student,employer employee,' +
  'landlord tenant,seller buyer,buyer vendor,borrower lender,asset liability,theory practice,virtual physical,major minor,' +
  'acid base,eat avoid,take avoid,use avoid,drink avoid,include exclude,checkin checkout,pause resume,suspend resume,freeze thaw,' +
  'freeze unfreeze,pickup dropoff,optin optout,takeoff land,import export,gain loss,prevent cause,prevent treat,spicy mild,sweet ' +
  'sour,wet dry,raw cooked,soft hard,heavy light,heavier lighter,wide narrow,thick thin,deep shallow,loud quiet,light dark,odd ' +
  'even,lossy lossless,stateful stateless,singular plural,past future,present absent,domestic international,inbound outbound,' +
  'incoming outgoing,upgrade downgrade,promote demote,grant revoke,assign unassign,merge split,lock open,arm disarm,' +
  'encourage discourage,agree disagree,like dislike,trust distrust,mandatory optional,compulsory optional,formal informal,' +
  'fulltime parttime,permanent temporary,voluntary involuntary,guilty innocent,plaintiff defendant,gross net,bull bear,' +
  'bullish bearish,buy rent,appreciate depreciate,inflation deflation,surplus deficit,lower higher,over under,atleast atmost,' +
  'wholesale retail,adult child,human animal,hypertension hypotension,hyperglycemia hypoglycemia,hyperthyroidism ' +
  'hypothyroidism,benign malignant,acute chronic,systolic diastolic,viral bacterial,inhale exhale,contract expand,' +
  'melt freeze,boil freeze,charge discharge,charge drain,series parallel,wired wifi,analog digital,lend return,' +
  'commit revert,save discard,win draw,mute unmute,employed unemployed,vegan meat,weekday weekend,soft hard,advantage disadvantage'
).split(',');
