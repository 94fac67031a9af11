#include "names.h"

const char *const first_names[] = {
    "abigail",   "adebayo",  "agnieszka",  "aisha",    "alejandro", "alessia",   "amelia",
    "anastasia", "andreas",  "angelica",   "antonio",  "arjun",     "astrid",    "augustin",
    "beatrice",  "benjamin", "bernadette", "bogdan",   "brigitte",  "camille",   "carlos",
    "caroline",  "catarina", "chidi",      "chloe",    "christoph", "claudia",   "cordelia",
    "cristina",  "damian",   "daniela",    "deborah",  "deepika",   "dimitri",   "dominique",
    "eduardo",   "eleonora", "elizabeth",  "emmanuel", "enrique",   "ethan",     "eugenia",
    "fatima",    "felicity", "fernando",   "fiona",    "francesca", "friedrich", "gabriela",
    "giovanni",  "gregory",  "guadalupe",  "gustavo",  "gwendolyn", "hannah",    "hassan",
    "heinrich",  "hiroshi",  "ibrahim",    "ingrid",   "isabella",  "ivanka",    "jacqueline",
    "jamal",     "javier",   "jonathan",   "joseph",   "juliette",  "karthik",   "katarzyna",
    "kenneth",   "khadija",  "kristin",    "lakshmi",  "laurent",   "leonardo",  "lorenzo",
    "lucinda",   "ludwig",   "magdalena",  "mahmoud",  "manuela",   "marcelo",   "margaret",
    "mariana",   "matthias", "michael",    "miguel",   "mohammed",  "monique",   "natalia",
    "nathaniel", "nguyen",   "nikolai",    "ngozi",    "olivia",    "oluwaseun", "patricia",
    "pedro",     "philippa", "priyanka",   "rafael",   "rajesh",    "rebecca",   "ricardo",
    "roberta",   "rosalind", "sakura",     "samantha", "sandeep",   "santiago",  "sebastian",
    "siobhan",   "sophia",   "stefan",     "suleiman", "svetlana",  "takeshi",   "tatiana",
    "theodore",  "thiago",   "valentina",  "veronica", "victoria",  "vincent",   "wilhelm",
    "xavier",    "yasmin",   "yolanda",    "yusuf",    "zacharias", "zeynep",    "zuzanna",
};
const size_t first_name_count = sizeof(first_names) / sizeof(first_names[0]);

const char *const last_names[] = {
    "abdullah",   "abernathy",  "adeyemi",     "ahmadi",      "alvarez",      "andersson",
    "banerjee",   "bauer",      "becker",      "bergstrom",   "bhattacharya", "bianchi",
    "blackwood",  "bouchard",   "brandt",      "brennan",     "calderon",     "campbell",
    "castellano", "chatterjee", "chowdhury",   "christensen", "cohen",        "costello",
    "cunningham", "davidson",   "delacroix",   "demirci",     "dimitrov",     "dubois",
    "echeverria", "eriksen",    "esposito",    "ferreira",    "fitzgerald",   "fontaine",
    "forsythe",   "fujimoto",   "gallagher",   "garcia",      "gonzalez",     "gupta",
    "haddad",     "hakimi",     "hamilton",    "hernandez",   "hoffmann",     "hosseini",
    "huang",      "ivanova",    "jankowski",   "jimenez",     "johansson",    "kaminski",
    "kapoor",     "kaufmann",   "kobayashi",   "kovalenko",   "kowalczyk",    "krishnan",
    "kuznetsov",  "lefebvre",   "lindqvist",   "lombardi",    "macdonald",    "mackenzie",
    "marchetti",  "martinez",   "mcallister",  "mendoza",     "moreau",       "morozova",
    "mukherjee",  "murphy",     "nakamura",    "ndiaye",      "nielsen",      "nowak",
    "obrien",     "okafor",     "oliveira",    "onyango",     "papadopoulos", "pereira",
    "petrov",     "pfeiffer",   "quintana",    "ramirez",     "rasmussen",    "reynolds",
    "ribeiro",    "robinson",   "rodriguez",   "rosenberg",   "rousseau",     "saarinen",
    "salvatore",  "schneider",  "schwarzkopf", "sepulveda",   "shevchenko",   "siddiqui",
    "silva",      "sokolov",    "stephens",    "suzuki",      "takahashi",    "thompson",
    "tremblay",   "valdez",     "vasquez",     "villanueva",  "wagner",       "watanabe",
    "weinstein",  "whitfield",  "wisniewski",  "yamamoto",    "yilmaz",       "zapata",
    "zimmermann",
};
const size_t last_name_count = sizeof(last_names) / sizeof(last_names[0]);

const char *const foreign_names[] = {
    "Анна Смирнова", "Олександр Шевченко", "Ελένη Παππά", "王秀英",      "田中太郎",
    "김민준",        "محمد العلي",         "דוד כהן",     "प्रिया शर्मा",  "สมชาย ใจดี",
    "Łukasz Wójcik", "Jürgen Müller",      "Søren Kjær",  "Zoë Lefèvre", "İpek Öztürk",
};
const size_t foreign_name_count = sizeof(foreign_names) / sizeof(foreign_names[0]);
