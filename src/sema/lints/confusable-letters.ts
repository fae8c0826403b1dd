// Letters of Greek and Cyrillic that look like others, as rustc 1.96.0 tells of them one by one.

/** Each letter that looks like another, and the one that stands for all of its look. */
const PAIRS =
  "ΑA ΒB ΕE ΖZ ΗH Ιl ΚK ΜM ΝN ΟO ΡP ΤT ΥY ΧX αa γy θΘ ιi νv οo ρp σo υu ЅS Іl ЇΪ ЈJ АA ВB ГΓ ЕE ИͶ КK ЛΛ МM НH ОO ПΠ РP СC ТT УY ФΦ ХX Ьb аa гr еe иͷ кκ оo пπ рp сc тτ уy фφ хx єε ѕs іi їϊ јj";

/** Of ASCII, too, some stand for others. */
export const ALIKE: ReadonlyMap<string, string> = new Map([
  ["I", "l"],
  ["1", "l"],
  ["0", "O"],
  ["m", "rn"],
  ...PAIRS.split(" ").map((pair): [string, string] => [pair.charAt(0), pair.slice(1)]),
]);

/** Of these it is known. */
export const KNOWN =
  "ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΪΫάέήίΰαβγδεζηθικλμνξοπρςστυφχψωЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдежзийклмнопрстуфхцчшщъыьэюяѐёђѓєѕіїјљњћќѝўџ";

/** Letters that may be taken for another script's. */
export const SUSPICIOUS = "ΑΒΓΕΖΗΘΙΚΛΜΝΟΠΡΤΥΦΧαβγδεθικνοπρστυφЄЅІЈАБВГЕЗКЛМНОПРСТУФХЫЬЮабгекопрстуфхєѕіјћ";
