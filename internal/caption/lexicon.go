package caption

import "strings"

// lexicon is the small words of a language that tell where a phrase goes on.
// Each word stands in one set.
type lexicon struct {
	// binding words are followed by what they belong to: articles,
	// determiners, possessives.
	binding map[string]bool
	// prepositions and conjunctions begin a phrase.
	prepositions, conjunctions map[string]bool
	// leaning words belong to the verb after them: subject pronouns,
	// auxiliaries, negations, reflexive pronouns, intensifiers.
	leaning map[string]bool
	// capitalNouns tells that every noun has a capital, so that two capitals
	// are no name.
	capitalNouns bool
}

func set(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}

// lexiconOf returns the lexicon of a language (ISO 639-1, a region is ignored),
// an empty one for languages that have none here.
func lexiconOf(language string) lexicon {
	code, _, _ := strings.Cut(strings.ToLower(language), "-")
	switch code {
	case "en":
		return lexicon{
			binding:      set(`a an the my your his her its our their this these those every each some any no another such mr mrs ms dr prof st`),
			prepositions: set(`about above across after against along among around at before behind below beneath beside between beyond by despite down during except for from in inside into like near of off on onto out outside over per through throughout to toward towards under until up upon via with within without`),
			conjunctions: set(`and but or nor so yet because although though while whereas if unless since that which who whom whose when where why how as than whether`),
			leaning:      set(`i you he she it we they i'm you're he's she's it's we're they're i've you've we've they've i'd i'll you'll he'll she'll we'll they'll am is are was were be been being have has had do does did will would shall should can could may might must not don't doesn't didn't can't couldn't won't wouldn't isn't aren't wasn't weren't there's that's what's let's very really just too more most never always only also there`),
		}
	case "de":
		return lexicon{
			capitalNouns: true,
			binding:      set(`der die das den dem des ein eine einen einem einer eines mein meine meinen meinem meiner dein deine deinen sein seine seinen seinem seiner ihr ihre ihren ihrem ihrer unser unsere unseren euer eure dieser diese dieses diesen diesem jeder jede jedes jeden jedem kein keine keinen keinem keiner welche welcher welches alle viele einige herr frau dr prof`),
			prepositions: set(`an am auf aus bei beim bis durch für gegen hinter in im ins mit nach neben ohne seit trotz über um unter von vom vor während wegen zu zum zur zwischen`),
			conjunctions: set(`und oder aber denn sondern doch dass weil wenn ob obwohl als während bevor nachdem damit sodass wie wo warum wer was`),
			leaning:      set(`ich du er sie es wir man bin bist ist sind seid war waren habe hast hat haben hatte hatten werde wird werden wurde wurden kann können muss müssen soll sollen will wollen darf nicht sich mich dich uns euch sehr so ganz zu nie auch nur noch schon`),
		}
	case "es":
		return lexicon{
			binding:      set(`el la los las un una unos unas lo mi mis tu tus su sus nuestro nuestra nuestros nuestras este esta estos estas ese esa esos esas aquel aquella cada todo toda todos todas algún alguna ningún ninguna otro otra otros otras sr sra dr dra`),
			prepositions: set(`a al ante bajo con contra de del desde durante en entre hacia hasta mediante para por según sin sobre tras`),
			conjunctions: set(`y e o u ni pero sino porque que aunque si cuando donde como mientras pues quien cual`),
			leaning:      set(`yo tú él ella usted nosotros ellos ellas ustedes me te se nos os le les he has ha hemos han había soy eres es somos son era eran estoy está estamos están estaba voy va vamos van puedo puede pueden debe deben no muy más tan nunca siempre también ya`),
		}
	case "fr":
		return lexicon{
			binding:      set(`le la les un une des du mon ma mes ton ta tes son sa ses notre nos votre vos leur leurs ce cet cette ces chaque tout toute tous toutes quelque quelques aucun aucune m mme mlle dr`),
			prepositions: set(`à au aux avec chez contre dans de depuis derrière dès devant durant en entre envers jusque jusqu'à malgré par parmi pendant pour sans selon sous sur vers`),
			conjunctions: set(`et ou mais donc or ni car que qui quand si comme lorsque puisque parce où dont`),
			leaning:      set(`je j'ai tu il elle on nous vous ils elles c'est ce ne n'est me te se y ai as a avons avez ont avais avait suis es est sommes êtes sont était étaient vais va vont peux peut peuvent dois doit pas plus très trop si jamais toujours aussi`),
		}
	case "it":
		return lexicon{
			binding:      set(`il lo la i gli le un uno una mio mia miei mie tuo tua suo sua suoi sue nostro nostra loro questo questa questi queste quel quello quella quei quelle ogni qualche nessun altro altra`),
			prepositions: set(`a al alla ai alle allo con contro da dal dalla dai dalle de di del della dei delle dello dentro dopo durante fra tra in nel nella nei nelle per senza sopra sotto su sul sulla sui sulle verso`),
			conjunctions: set(`e ed o oppure ma però perché che se quando dove come mentre quindi chi cui anche`),
			leaning:      set(`io tu lui lei noi voi mi ti si ci vi ho hai ha abbiamo hanno aveva sono sei è siamo siete era erano sto sta stanno vado va posso può possono deve non molto più mai sempre`),
		}
	case "pt":
		return lexicon{
			binding:      set(`o a os as um uma uns umas meu minha meus minhas teu tua seu sua seus suas nosso nossa este esta estes estas esse essa esses essas aquele aquela cada todo toda todos todas algum alguma nenhum outro outra sr sra dr dra`),
			prepositions: set(`ao à aos às com contra de do da dos das desde durante em no na nos nas num numa entre para por pelo pela pelos pelas sem sob sobre até após`),
			conjunctions: set(`e ou mas porém porque que se quando onde como enquanto pois quem embora`),
			leaning:      set(`eu tu ele ela você nós eles elas vocês me te lhe tenho tem temos têm tinha sou é somos são era eram estou está estamos estão vou vai vamos vão posso pode podem deve não muito mais tão nunca sempre também já`),
		}
	case "nl":
		return lexicon{
			binding:      set(`de het een mijn jouw zijn haar ons onze hun uw deze dit die elke elk ieder iedere geen andere`),
			prepositions: set(`aan achter bij binnen buiten door in langs met na naar naast om onder op over per sinds te tegen tijdens tot tussen uit van vanaf voor voorbij zonder`),
			conjunctions: set(`en of maar want dat omdat als toen terwijl hoewel wanneer waar hoe wie wat dus`),
			leaning:      set(`ik jij je u hij zij ze wij we jullie ben bent is was waren heb hebt heeft hebben had hadden word wordt worden kan kunnen moet moeten zal zullen wil willen niet zich me heel erg zo nooit ook nog al`),
		}
	}
	return lexicon{}
}
