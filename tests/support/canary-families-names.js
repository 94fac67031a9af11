/**
 * Names of people, places and companies for canaries. None of them is also a word that products send of themselves: no
 * "Grace", "Mark" or "Ruby", so that whatever comes out again came from here.
 */

/** @typedef {import('./random.js').Random} Random */

/** @param {string} text */
const list = (text) => text.trim().split(/\s*\n\s*|\s+/);

export const givenNames = list(`
  Jonathan Katherine Michael Jennifer Stephanie Nicholas Emily Jessica Christopher Samantha Benjamin Rebecca Alexander
  Margaret Theodore Elizabeth Sebastian Gabriella Dominic Isabella Nathaniel Penelope Zachary Josephine Leopold Wilhelmina
  Annika Thorsten Matthias Liselotte Friedrich Heidemarie Giovanni Francesca Alessandro Ludovica Marguerite Guillaume
  Bertrand Apolline Mateusz Agnieszka Wojciech Katarzyna Dmitri Tatiana Svetlana Vladislav Siobhan Padraig Caoimhe Fionnuala
  Oluwaseun Chukwuemeka Adaeze Ngozi Kwabena Thandiwe Fatima Yusuf Ibrahim Khadija Mustafa Zeynep Emre Aylin Priyanka Rajesh
  Venkatesh Lakshmi Aditya Shreya Hiroshi Yukiko Takeshi Akiko Minjun Seoyeon Xiomara Guadalupe Esteban Joaquin Consuelo
  Ricardo Fernanda Thiago Rafaela Bartholomew Henrietta Tobias Ingrid Sigrid Torbjorn Annelies Pieter Marijke Kasper`);

export const familyNames = list(`
  Anderson Thompson Rodriguez Hernandez Gonzalez Kowalski Nakamura Okonkwo Papadopoulos Andersson Fitzgerald MacDonald
  Chaudhry Venkataraman Schneider Hoffmann Zimmermann Wagenknecht Bergstrom Lindqvist Johansson Rasmussen Christensen
  Vandenberg Dijkstra Jankowska Wisniewski Horvath Novakova Petrov Ivanova Sokolov Kuznetsova Shevchenko Bondarenko
  Abdullahi Adeyemi Mwangi Otieno Dlamini Mohammed Rahman Hussein Yilmaz Demirci Ozturk Tanaka Yamamoto Watanabe Kobayashi
  Nguyen Phuong Santoso Wijaya Ramirez Castellanos Villanueva Echeverria Montenegro Ferreira Cavalcanti Oliveira Bianchi
  Lombardi Ricciardi Dubois Lefebvre Beauchamp Delacroix Moreau Gallagher Sullivan Pritchard Llewellyn Abernathy Hathaway
  Wentworth Blackwood Featherstone Kensington Ashworth Goldstein Rosenberg Feldman Weizmann Krishnan Banerjee Mukherjee`);

/** Given and family name with letters outside ASCII. */
export const accentedNames = list(`
  Zoë/Müller François/Lefèvre Søren/Kjærgård Łukasz/Wójcik Jiří/Dvořák Åsa/Sjöström José/Muñoz Núria/Gràcia Gülşen/Çelik
  Şükrü/Yıldırım Ágnes/Nagyfalvi Ștefan/Țuțea Đorđe/Živković Māra/Bērziņa Þórdís/Guðmundsdóttir Chloé/Béranger João/Conceição
  Siân/Llŷr Ødegård/Bjørnstad Žofie/Černá Inês/Magalhães Jürgen/Großmann Renée/Hélène Bjørn/Ødegaard Mónica/Ibáñez`).map(
  (pair) => pair.split('/'),
);

/** Names in other scripts, as they are written. */
export const scriptNames = list(`
  Екатерина_Соколова Дмитрий_Кузнецов Олександр_Шевченко Светлана_Иванова Γιώργος_Παπαδόπουλος Ελένη_Οικονόμου 王小明 李建国 陈淑芬
  欧阳晓峰 鈴木一郎 山田花子 佐藤_健太 たかはし_ゆうこ 김민준 이서연 박지훈 محمد_الأحمدي فاطمة_الحسيني יונתן_רוזנברג שירה_כהנוביץ प्रियंका_शर्मा राजेश_अग्रवाल
  สมชาย_ใจดี Գևորգ_Սարգսյան ნინო_ბერიძე`).map((name) => name.replace('_', ' '));

export const cities = list(`
  Berlin Hamburg Stuttgart Leipzig Lyon Toulouse Marseille Bordeaux Barcelona Valencia Sevilla Milano Torino Firenze Rotterdam
  Eindhoven Antwerpen Gdansk Krakow Wroclaw Manchester Birmingham Edinburgh Bristol Philadelphia Sacramento Minneapolis
  Albuquerque Cincinnati Vancouver Winnipeg Melbourne Brisbane Wellington Nairobi Johannesburg Hyderabad Bengaluru Yokohama`);

const streets = list(`
  Maplewood Rosenthaler Lindenhof Kastanien Wellington Pemberton Sycamore Hawthorne Brookhaven Magnolia Chesterfield Montgomery
  Garibaldi Mazzini Alcantara Rivoli Vaugirard Prinsengracht Kalverstraat Nowogrodzka Marszalkowska Ringstrassen Elmhurst`);

/** Stems that are no words, so that a company of that name is known by it. */
const stems = list(`
  velmo quant brisk nordh zalta orvi tresk lumin pavel kordi hexal synth vanta morro galdi frelin wexfo dromar celti ostra`);
const endings = list(
  'ra via dyne rex lith bel nova tek mar zon ly fy gen quest form wick field stead',
);
/** Words of company names that products do not use of themselves. */
const tradeWords = list(`
  cedar granite falcon juniper walrus pelican thistle copper badger saffron heron obsidian larkspur marigold osprey basalt`);
const tradeNouns = list(
  'robotics logistics dental brewery bakery holdings plumbing pharma aerospace orchards',
);

/** @param {string} text */
const capital = (text) => text[0].toUpperCase() + text.slice(1);
/** @param {string} text */
const ascii = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, '');

/** @param {Random} random */
export function person(random) {
  const given = random.pick(givenNames);
  const family = random.pick(familyNames);
  return { given, family, canaries: [given, family].filter((name) => name.length >= 4) };
}

/**
 * A user's short name as systems make them.
 * @param {Random} random
 * @returns {{login: string, canaries: string[]}}
 */
export function account(random) {
  const { given, family } = person(random);
  const [g, f] = [ascii(given), ascii(family)];
  const number = random.between(2, 99);
  const login = random.pick([
    `${g}.${f}`,
    `${g[0]}${f}`,
    `${g[0]}${f}${number}`,
    `${g}_${f}`,
    `${g}${number}`,
    `${f}${g[0]}`,
    `${g}-${f}`,
  ]);
  return { login, canaries: [login, f, g].filter((name) => login.includes(name)) };
}

/**
 * @param {Random} random
 * @returns {{title: string, slug: string, canaries: string[]}}
 */
export function company(random) {
  const coined = random.pick(stems) + random.pick(endings);
  const words = random.pick([
    [coined],
    [coined, random.pick(tradeNouns)],
    [random.pick(tradeWords), random.pick(tradeNouns)],
    [random.pick(familyNames).toLowerCase(), random.pick(tradeNouns)],
    [random.pick(tradeWords), random.pick(tradeWords)],
  ]);
  const form = random.pick(['', ' Inc.', ' GmbH', ' Ltd', ' S.A.', ' LLC', ' B.V.', ' AG']);
  const slug = words.join('-');
  return { title: words.map(capital).join(' ') + form, slug, canaries: [slug] };
}

/** @param {Random} random */
export function street(random) {
  const name = random.pick(streets);
  const number = `${random.between(1, 299)}${random.pick(['', '', 'a', 'B'])}`;
  const line = random.pick([
    `${number} ${name} Avenue`,
    `${number} ${name} St, Apt ${random.between(2, 90)}`,
    `${name} Straße ${number}`,
    `${number} rue ${name}`,
    `Via ${name}, ${number}`,
    `ul. ${name} ${number}`,
    `Calle ${name} ${number}, 2º`,
  ]);
  return { line, canaries: [name] };
}
