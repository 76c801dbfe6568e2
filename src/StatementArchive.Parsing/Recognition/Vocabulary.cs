using System.Collections.Frozen;

namespace StatementArchive.Parsing.Recognition;

/// <summary>The words by which names, roles and closings are recognised, folded by <see cref="NameKey.Of"/>, by language.</summary>
/// <remarks>To teach the parser another language, add its words to each list here and its months to <see cref="CalendarNames"/>.</remarks>
internal static class Vocabulary
{
    /// <summary>What a group calls itself, in languages that write names with capitals, and in scripts without them.</summary>
    public static readonly FrozenSet<string> OrganisationNouns = Set(
        // English
        """
        academy action administration agency alliance army assembly association authority board branch brigade brigades bureau
        cabinet campaign caucus center centre chamber charity church circle club coalition collective college commission
        commissioners committee committees communists community company confederation conference congress cooperative corporation
        corps council councils court delegation department directorate embassy faction federation foundation front fund government group
        groups guild initiative institute institution international internationale left league liberation lobby ministry mission
        mosque movement network office organisation organisations organization organizations parliament parties party platform
        police presidency press project resistance secretariat senate society socialists squad students syndicate synod tendency tribunal
        trust union unions university vanguard watch workers youth
        anarchists conservatives democrats feminists greens liberals nationalists republicans tories trotskyists
        """,
        // German (compounds end in these, see OrganisationEndings)
        """
        aktion allianz amt arbeitskreis ausschuss bewegung buendnis bundnis bund bundesregierung bundestag bundesvorstand fachschaft fraktion
        front gemeinschaft genossenschaft gesellschaft gewerkschaft gruppe initiative internationale jugend jugendorganisation
        kampagne kirche koalition kollektiv komitee kommission kongress kreisverband landesverband ministerium netzwerk
        grunen ortsgruppe ortsverband partei plattform rat regierung stiftung verband verbande verein vereinigung volkspartei vorstand werk zentrum
        """,
        // Dutch, Turkish, Kurdish (Latin)
        "partij vakbond beweging vereniging partisi parti sendikasi dernegi birligi orgutu hareketi partiya yekitiya",
        // Persian, Arabic, Sorani
        """
        حزب سازمان اتحادیه جبهه کمیته کانون شورا جنبش انجمن دولت وزارت سندیکا مجلس بنیاد گروه فدراسیون کنفدراسیون جمعیت
        منظمة منظمه اتحاد نقابة نقابه حركة حركه جبهة جبهه لجنة لجنه مجلس جمعية جمعيه تيار هيئة هيئه وزارة وزاره حكومة حكومه تحالف حملة مؤسسة
        پارتی ڕێکخراو ڕێکخراوی یەکێتی کۆمەڵە کۆمەڵەی بزووتنەوە بزووتنەوەی حکوومەت
        """);

    /// <summary>What papers, broadcasters and other places of publication call themselves.</summary>
    public static readonly FrozenSet<string> PressNouns = Set(
        """
        blog bulletin chronicle courier daily diaries diary echo gazette notebook globe guardian herald independent journal magazine mail mirror monitor news newspaper observer online post press radio record
        reporter review standard star sun telegraph television times tribune tv weekly
        anzeiger bote kurier nachrichten presse rundfunk spiegel tageblatt tageszeitung welt woche zeitung zeitschrift
        journal monde nouvelles courrier figaro diario noticias periodico prensa revista giornale corriere gazete haber krant nieuws
        روزنامه خبرگزاری جريدة صحيفة قناة مجلة
        """);

    /// <summary>The same in languages that write only the first word of such names with a capital.</summary>
    public static readonly FrozenSet<string> OrganisationNounsOfSentenceCase = Set(
        """
        alliance assemblee association bureau campagne cercle collectif comite commission confederation conseil coordination
        federation fondation front gouvernement groupe internationale ligue ministere mouvement organisation parti
        rassemblement reseau section solidaires syndicat union universite
        accion alianza asamblea asociacion asociaciones central colectivo comision comite confederacion consejo coordinadora
        federacion frente fundacion gobierno grupo juventud liga ministerio movimiento organizacion partido plataforma sindicato red
        partito sindacato unione federazione confederazione movimento comitato associazione coordinamento partido sindicato movimento
        """);

    public static readonly string[] OrganisationEndings =
    [
        "partei", "gewerkschaft", "gewerkschaften", "verband", "verbande", "bund", "rat", "ministerium", "fraktion", "verein", "jugend",
        "komitee", "bundnis", "initiative", "bewegung", "kreis", "amt", "kirche", "stiftung", "gruppe", "netzwerk", "partij", "vakbond",
    ];

    public static readonly FrozenSet<string> Honorifics = Set(
        """
        mr mrs ms miss mx dr prof professor sir dame lord lady baroness rev reverend hon honourable honorable senator sen rep representative
        congressman congresswoman comrade imam ayatollah sheikh rabbi herr frau monsieur madame mme mlle senor senora don dona sr sra
        signor signora
        """);

    /// <summary>Words of what a person does for a group; they say 'person' of the name they stand beside and are no part of it.</summary>
    public static readonly FrozenSet<string> Roles = Set(
        """
        chair chairman chairperson chairwoman chief convenor convener coordinator delegate deputy director editor executive founder
        head leader mayor mep minister mp officer organiser organizer president premier secretary speaker spokesman spokesperson spokeswoman treasurer
        vice bundestagsabgeordnete bundestagsabgeordneter bundesvorsitzende bundesvorsitzender fraktionsvorsitzende fraktionsvorsitzender
        geschaftsfuhrer geschaftsfuhrerin landesvorsitzende landesvorsitzender pressesprecher pressesprecherin sprecher sprecherin vorsitzende vorsitzender
        presidente presidenta secretaire secretario secretaria portavoz porte-parole depute deputee diputado diputada ministre ministro ministra
        """);

    /// <summary>Roles that are held for a place: 'MP for Harwick'.</summary>
    public static readonly FrozenSet<string> RolesOfPlaces = Set("mp mep senator congressman congresswoman councillor councilor mayor governor deputy depute deputee diputado diputada abgeordnete abgeordneter burgermeister burgermeisterin maire alcalde alcaldesa sindaco");

    /// <summary>Offices that one person holds and that the name of a ministry or a land follows.</summary>
    public static readonly FrozenSet<string> Offices = Set("minister secretary president mayor governor chancellor ambassador commissioner chair chairman chairwoman leader speaker");

    /// <summary>Divisions of unions and orders that are told apart by numbers, also long ones: 'Teamsters Local 123', 'Lodge No. 1426'.</summary>
    public static readonly FrozenSet<string> NumberedDivisions = Set("local locale lodge branch");

    /// <summary>Small words inside names; they are written small and say nothing about the name's kind.</summary>
    public static readonly FrozenSet<string> Particles = Set(
        """
        a al an and as at by de del della der des di das dem den die do dos du e ed el en et for from fur gegen h i im in la las le les lo los
        na no of upon under on or par per pour por s the to und van vom von voor we y zu zum zur bin ibn abu ben da d l
        """);

    public static readonly FrozenSet<string> Articles = Set("the der die das den dem des le la les l el los las lo il i gli de het al");

    /// <summary>Words that begin a sentence, a headline or a call, and no name.</summary>
    public static readonly FrozenSet<string> NoNameBegins = Set(
        """
        after against all an and are as at before both but by can do does down during every for free from he here hey his how i if in is it
        its join let long more my no not now oh on or our out put read she should so some stand statement still stop support that then
        answer background contact embargoed end ends enquiries more note notes question questions remark remarks reply source summary
        there these they this those to victory was we what when where which while who whose why will with yes you your
        anmerkung antwort frage hintergrund hinweis kontakt quelle zusammenfassung
        am an auf aus bei bis da dass durch ein eine er es fur gegen hier hoch ich ihr kein keine man mit nach nein nie nieder ohne schluss sie
        so uber um unser unsere unter viva von vor wann warum was weil wenn wer wie wir wo zu zum zur
        a au aux avec ce ces cette comment contre dans elle en il ils je mais ni nos notre nous ou ou par pas pour pourquoi que qui quand sans si
        solidarite sur tous toutes tu un une vive vous abajo ante como con contra cuando desde donde es esta este hasta ni nosotros para pero
        por porque que quien sin sobre su
        """);

    /// <summary>Words by which a heading says that what follows is somebody's statement: 'Statement by X'.</summary>
    public static readonly FrozenSet<string> StatementNouns = Set(
        """
        statement statements declaration communique response reply letter message appeal resolution release comment remarks speech address
        manifesto call petition observations answer erklarung stellungnahme aufruf brief rede resolution antwort mitteilung pressemitteilung beschluss wortmeldung eingabe petition
        declaration communique lettre appel reponse discours motion tribune declaracion comunicado carta mensaje manifiesto discurso respuesta
        بیانیه اطلاعیه پیام نامه فراخوان قطعنامه بيان رسالة تصريح نداء كلمة بەیاننامە ڕاگەیاندن پەیام aciklama bildiri cagri mektup daxuyani peyam
        """);

    public static readonly FrozenSet<string> StatementPrepositions = Set("by from of der des von vom die du de la del des par من از عن صادر لـ ji");

    /// <summary>People named by what they are and where: 'residents of Dudley South', 'students at the Free University'.</summary>
    public static readonly FrozenSet<string> GroupsOfPeople = Set(
        """
        residents inhabitants citizens people members students pupils teachers lecturers staff academics scientists workers employees nurses doctors parents tenants farmers women veterans prisoners refugees survivors relatives friends supporters
        bewohner bewohnerinnen einwohner burger burgerinnen mitglieder studierende studenten schuler schulerinnen lehrkrafte beschaftigte beschaftigten arbeiter eltern mieter mieterinnen gefangene uberlebende
        habitants citoyens membres etudiants eleves enseignants salaries travailleurs parents locataires habitantes vecinos ciudadanos miembros estudiantes profesores trabajadores padres inquilinos
        """);

    /// <summary>Headings over the answer to a question that was put in writing, folded.</summary>
    public static readonly FrozenSet<string> ReplyHeadings = Set("reply answer response antwort reponse respuesta risposta");

    /// <summary>Labels before the name of somebody whose words follow: 'Candidate 2: Ana Lopez'.</summary>
    public static readonly FrozenSet<string> SpeakingAs = Set(
        "candidate nominee speaker contributor panellist panelist kandidat kandidatin bewerber bewerberin redner rednerin candidat candidato candidata orateur oratrice orador oradora aday konuşmacı نامزد کاندیدا مرشح");

    /// <summary>Headings over the full text of somebody else's statement inside a report, folded; the beginning of the heading.</summary>
    public static readonly string[] FullTextHeadings =
    [
        "full text", "full statement", "the full text", "the full statement", "the full letter", "full letter", "statement in full", "letter in full", "the statement in full", "the letter in full", "text of the statement", "text of the letter",
        "statement in response", "response in full", "the response in full", "the statement reads", "the letter reads",
        "im wortlaut", "wortlaut", "der wortlaut", "die erklarung im wortlaut", "der brief im wortlaut", "erklarung im wortlaut", "stellungnahme im wortlaut", "dokumentiert",
        "texte integral", "le texte integral", "texto completo", "texto integro", "comunicado completo", "testo integrale", "tam metin", "aciklamanin tam metni", "متن کامل", "نص البيان", "النص الكامل",
    ];

    /// <summary>Labels over those whom the press may ask, folded: who stands below signs nothing.</summary>
    public static readonly FrozenSet<string> ContactLabels = new[]
    {
        "contact", "contacts", "press contact", "media contact", "media contacts", "contact for the press", "media enquiries", "press enquiries", "for further information", "for more information", "further information", "notes to editors", "note to editors",
        "kontakt", "pressekontakt", "ansprechpartner", "ansprechpartnerin", "ruckfragen", "fur ruckfragen", "v i s d p", "visdp", "contact presse", "contacts presse", "relations presse", "contacto", "contacto de prensa", "contatti", "iletisim", "تماس", "للتواصل",
    }.Select(NameKey.Of).ToFrozenSet();

    /// <summary>Beginnings of notes that whoever edits a text puts into it, folded.</summary>
    public static readonly string[] EditorsNotes =
    [
        "editor s note", "editors note", "editor s reply", "editorial note", "note by the editor", "the editor replies", "ed note", "anmerkung der redaktion", "anm d red", "anm der red", "red anm", "note de la redaction", "ndlr", "nota de la redaccion", "nota del editor", "n de la r", "nota della redazione", "noot van de redactie", "editorun notu",
    ];

    /// <summary>First lines of releases that are no titles, folded.</summary>
    public static readonly FrozenSet<string> NoTitles = new[]
    {
        "for immediate release", "press release", "news release", "media release", "pressemitteilung", "presseinformation", "communique de presse", "comunicado de prensa", "nota de prensa", "comunicato stampa", "basin aciklamasi",
    }.Select(NameKey.Of).ToFrozenSet();

    /// <summary>Labels over a list of those who signed, folded.</summary>
    public static readonly FrozenSet<string> SignatoryLabels = new[]
    {
        "signed by", "signed", "signatories", "list of signatories", "the signatories", "signatures", "first signatories", "initial signatories", "endorsed by", "supported by", "co signed by", "undersigned", "the undersigned",
        "unterzeichnet von", "unterzeichner", "unterzeichnerinnen", "unterzeichner innen", "unterzeichnende", "erstunterzeichner", "erstunterzeichnerinnen", "erstunterzeichner innen", "erstunterzeichnende", "gezeichnet", "unterstutzt von",
        "signataires", "premiers signataires", "premieres signataires", "liste des signataires", "signe par", "firmantes", "primeros firmantes", "firman", "firmado por", "adhieren", "firmatari", "primi firmatari", "ondertekenaars", "imzacilar", "imzalayanlar",
        "امضاکنندگان", "امضا کنندگان", "امضاها", "با امضای", "الموقعون", "التوقيعات",
    }.Select(NameKey.Of).ToFrozenSet();

    /// <summary>First words of labels in the lists of a division.</summary>
    public static readonly FrozenSet<string> DivisionLabels = Set("tellers ayes noes yeas nays division contents");

    /// <summary>First words of a text by which its authors name themselves.</summary>
    public static readonly FrozenSet<string> We = Set("we wir nous nosotros nosotras noi wij biz ما نحن ئێمه em");

    /// <summary>Words by which speakers speak of themselves.</summary>
    public static readonly FrozenSet<string> FirstPerson = Set(
        """
        we us our ours ourselves i me my mine myself wir uns unser unsere unserem unseren unserer unseres ich mich mir mein meine meinen nous notre nos je moi mon mes
        nosotros nosotras nuestra nuestro nuestras nuestros yo noi nostro nostra nostri io wij ons onze ik biz bizim bizi ben benim ما خود نحن لنا ئێمه ئێمە em me
        """);

    /// <summary>Verbs of a group that speaks of itself by its name: 'The Bakers' Union condemns …'.</summary>
    public static readonly FrozenSet<string> Declaring = Set(
        """
        condemns condemn calls call demands demand welcomes welcome supports support rejects reject declares declare expresses express stands stand opposes oppose urges urge denounces denounce salutes greets appeals protests reaffirms believes considers
        verurteilt fordert begrusst unterstutzt lehnt erklart ruft protestiert kritisiert condamne exige salue soutient refuse declare appelle denonce demande condena llama exige saluda apoya rechaza declara denuncia condanna chiede kiniyor
        """);

    /// <summary>Verbs before a colon by which a report brings in somebody's words: 'Ana Lopez, General Secretary, said:'.</summary>
    public static readonly FrozenSet<string> Reporting = Set(
        """
        said says added adds commented comments explained explains stated declared wrote writes told continued concluded argued warned responded replied announced
        sagte sagt erklarte betonte betont kommentierte kommentiert schrieb schreibt meinte fugte hinzu antwortete kritisierte warnte forderte dazu declare dit ajoute affirme explique ecrit souligne commente
        dijo dice afirmo senalo agrego anadio declaro explico escribio comento ha disse aggiunto dichiarato گفت افزود قال وأضاف dedi belirtti
        """);

    /// <summary>British ministries that are not called 'Department for' what their secretary of state is for, folded.</summary>
    public static readonly FrozenDictionary<string, string> MinistriesOfSecretariesOfState = new Dictionary<string, string>
    {
        ["justice"] = "Ministry of Justice",
        ["defence"] = "Ministry of Defence",
        ["home department"] = "Home Office",
        ["the home department"] = "Home Office",
        ["foreign and commonwealth affairs"] = "Foreign and Commonwealth Office",
        ["health"] = "Department of Health",
        ["energy and climate change"] = "Department of Energy and Climate Change",
        ["scotland"] = "Scotland Office",
        ["wales"] = "Wales Office",
        ["northern ireland"] = "Northern Ireland Office",
    }.ToFrozenDictionary();

    /// <summary>What was done with a text on the day that a note below it gives: 'Presented by …, 3 December 2013', 'Adopted on …'.</summary>
    public static readonly FrozenSet<string> ClosingActs = Set(
        """
        presented adopted issued signed delivered approved passed released
        verabschiedet beschlossen angenommen unterzeichnet herausgegeben adopte adoptee signe signee approuve publie presente aprobado adoptado firmado presentado emitido
        صادر منتشر صدر
        """);

    /// <summary>Words that begin the topic behind a name: 'Statement by X on Y'.</summary>
    public static readonly FrozenSet<string> TopicPrepositions = Set(
        "on about regarding concerning against after following in zu zum zur uber gegen nach anlasslich sur contre apres concernant sobre ante contra tras درباره حول بشأن");

    /// <summary>Chambers whose records name them in the page head only: words of the record's name, the word in the head, and the chamber's name.</summary>
    public static readonly (string Record, string Head, string Name)[] Chambers =
    [
        ("congressional record", "senate", "United States Senate"),
        ("congressional record", "house", "United States House of Representatives"),
    ];

    /// <summary>Who leads a sitting and speaks for its order, not for a cause.</summary>
    public static readonly FrozenSet<string> ChairTitles =
    [
        "presiding officer", "speaker", "speaker pro tempore", "acting speaker", "deputy speaker", "madam speaker", "chair", "chairman", "chairwoman", "chairperson", "acting chairman", "acting chair",
        "president pro tempore", "acting president pro tempore", "vice president", "clerk", "president", "prasident", "prasidentin", "vizeprasident", "vizeprasidentin", "le president", "la presidente", "president de seance",
        "presidente", "presidenta", "secretary general", "sergeant at arms",
    ];

    /// <summary>Formulas of a sitting's order, folded.</summary>
    public static readonly string[] ProceduralFormulas =
    [
        "unanimous consent", "absence of a quorum", "quorum call", "i yield", "yield the floor", "yield back", "reserve the balance", "without objection", "i thank the chair", "point of order", "objection is heard",
        "the clerk will", "so ordered", "i move to", "question is on", "reserve the right to object", "suspend the rules", "i have no further requests",
    ];

    /// <summary>How the record itself speaks between speeches, folded; the beginning of a paragraph.</summary>
    public static readonly string[] RecordNarration =
    [
        "there being no objection", "the clerk read", "the assistant legislative clerk", "the legislative clerk", "the bill clerk", "the question was taken", "a motion to reconsider", "the remarks of", "the yeas and nays",
        "the result was announced", "the senate proceeded", "the house divided", "question put", "the text of the", "the material follows", "the article is as follows", "the letter is as follows", "question accordingly", "the committee divided",
        "so the bill", "so the motion", "several hon members", "several noble lords", "hon members rose", "the clerk will call the roll", "the senator from", "the chair recognizes", "thereupon",
    ];

    /// <summary>First words of a letter.</summary>
    public static readonly FrozenSet<string> SalutationBegins = Set("dear sir sirs madam liebe lieber liebes sehr cher chere chers cheres querido querida queridos queridas estimado estimada estimados caro cara cari sayin sevgili");

    /// <summary>Words by which running text joins a person to a group.</summary>
    public static readonly FrozenSet<string> BelongingPrepositions = Set("of from for at von vom der du de la del des از من");

    /// <summary>Phrases above a signature.</summary>
    public static readonly FrozenSet<string> Valedictions = new[]
    {
        "yours sincerely", "yours faithfully", "sincerely", "sincerely yours", "yours", "yours truly", "best wishes", "best regards", "regards", "kind regards",
        "with best wishes", "in solidarity", "with solidarity", "solidarity greetings", "yours in solidarity", "yours in struggle", "in struggle", "comradely",
        "with comradely greetings", "comradely greetings", "fraternally", "signed", "respectfully", "thank you", "many thanks",
        "mit freundlichen grussen", "mit solidarischen grussen", "solidarische grusse", "hochachtungsvoll", "viele grusse", "freundliche grusse", "gezeichnet",
        "cordialement", "salutations", "fraternellement", "bien a vous", "solidairement", "atentamente", "un saludo", "saludos", "cordialmente", "fraternalmente",
        "با احترام", "با سپاس", "با درود", "با درود فراوان", "با درودهای رفیقانه", "با درودهای گرم", "با تشکر", "ارادتمند", "با مهر", "با همبستگی", "پیروز باشید",
        "مع التحية", "مع تحياتي", "مع خالص التحية", "تحياتي", "مع فائق الاحترام", "مع الاحترام", "وتقبلوا فائق الاحترام والتقدير", "والسلام", "والسلام عليكم", "والسلام عليكم ورحمة الله وبركاته", "مع تحياتنا الرفاقية",
        "لەگەڵ ڕێز", "لەگەڵ ڕێزدا", "لەگەڵ سڵاو", "bi rez", "bi rez u hurmet", "bi silaven soresgeri", "bi silaven germ", "saygilarimla", "saygilarimizla", "sevgiyle", "sevgilerimle", "dostca", "dostca selamlar", "yoldasca selamlar", "dayanismayla", "devrimci selamlarla",
    }.Select(NameKey.Of).ToFrozenSet();

    /// <summary>Words that name the day of speaking, with the days from it to the date that stands beside them.</summary>
    public static readonly (string Phrase, int DaysBefore)[] DayOfSpeaking = new (string Phrase, int DaysBefore)[]
    {
        ("today", 0), ("this morning", 0), ("this afternoon", 0), ("this evening", 0), ("tonight", 0), ("this day", 0), ("yesterday", 1), ("last night", 1),
        ("heute", 0), ("heute morgen", 0), ("heute fruh", 0), ("heute abend", 0), ("gestern", 1),
        ("aujourd hui", 0), ("ce matin", 0), ("ce soir", 0), ("cet apres midi", 0), ("hier", 1),
        ("hoy", 0), ("esta manana", 0), ("esta tarde", 0), ("ayer", 1), ("oggi", 0), ("hoje", 0), ("vandaag", 0), ("bugun", 0), ("امروز", 0), ("امشب", 0), ("دیروز", 1), ("اليوم", 0), ("هذا اليوم", 0), ("أمس", 1), ("امس", 1), ("ئەمڕۆ", 0), ("دوێنێ", 1), ("bu sabah", 0), ("bu gun", 0), ("dun", 1), ("iro", 0), ("duh", 1),
    }.Select(phrase => (NameKey.Of(phrase.Phrase), phrase.DaysBefore)).ToArray();

    /// <summary>Words of a sentence that speaks of what is to come.</summary>
    public static readonly FrozenSet<string> Future = Set(
        """
        will shall upcoming planned scheduled join next invite invites invited
        wird werden kommenden kommende geplant nachste nachsten sera seront prochain prochaine prevu sera seran proximo proxima previsto convoca
        خواهد خواهند خواهیم آینده آتی سوف سيتم القادم المقبل gelecek onumuzdeki yapilacak داهاتوو
        """);

    private static FrozenSet<string> Set(params string[] lists) => lists
        .SelectMany(list => list.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        .Select(NameKey.Of)
        .Where(word => word.Length > 0)
        .ToFrozenSet();
}
