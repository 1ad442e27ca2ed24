namespace ClaudeBuildGuard.Engine.Controls.Policy;

/// <summary>What a statement says about its subject.</summary>
internal enum Stance
{
    /// <summary>It describes, or it asks for something without a word of duty (<c>Use Argon2</c>).</summary>
    Neutral,

    /// <summary>It forbids.</summary>
    Prohibits,

    /// <summary>It demands.</summary>
    Requires,

    /// <summary>It allows, or says that nothing is needed: <c>not forbidden</c>, <c>do not worry about</c>, <c>no review is needed</c>.</summary>
    Permits,
}

/// <summary>Reads a statement's stance, in the languages that real files are written in.</summary>
internal static class StanceWords
{
    private static readonly Phrases Permitting = new(
        "not forbidden", "not prohibited", "not banned", "not disallowed", "isn't forbidden", "isn't prohibited", "aren't forbidden", "no longer forbidden",
        "never mind", "never hesitate", "never worry", "don't worry", "do not worry", "don't hesitate", "do not hesitate", "don't bother", "do not bother",
        "don't mind", "do not mind", "no need to", "don't need to", "do not need to", "not necessary", "not required", "not needed", "isn't required",
        "isn't needed", "is optional", "are optional", "no review", "no rule against", "don't avoid", "do not avoid", "never avoid", "feel free", "is fine",
        "are fine", "is ok$", "is okay", "not a problem", "no problem", "nicht verboten", "nicht nötig", "nicht erforderlich", "nicht notwendig", "keine sorge",
        "kein problem", "n'est pas interdit", "pas nécessaire", "no está prohibido", "no es necesario", "não é proibido", "não é necessário", "non è vietato",
        "non è necessario", "не запрещ", "не обязательн", "禁止されていません", "禁止ではありません", "必要はありません", "不禁止", "不需要", "没有禁止", "금지되지 않");

    private static readonly Phrases Demanding = new(
        "do not forget", "don't forget", "never forget", "never fail to", "always", "must", "required", "requires", "shall$", "have to", "has to", "only ", "ensure",
        "mandatory", "✅", "immer", "muss$", "müssen", "pflicht", "nur$", "stets", "toujours", "doit$", "doivent", "obligatoire", "uniquement", "siempre", "debe$",
        "deben", "obligatori", "solo$", "sólo", "sempre", "deve$", "devem", "obrigatóri", "devono", "altijd", "moet$", "zawsze", "всегда", "долж", "обязательн",
        "только", "必ず", "必須", "のみ", "必须", "必須", "务必", "应当", "只能", "반드시", "항상", "필수");

    private static readonly Phrases Forbidding = new(
        "never", "do not$", "don't$", "does not$", "must not$", "mustn't", "shall not$", "should not$", "shouldn't", "may not$", "cannot$", "can't", "can not$",
        "not allowed", "not permitted", "not acceptable", "not be$", "not use", "are not$", "is not$", "isn't$", "aren't$", "is not allowed", "isn't allowed", "aren't allowed", "forbid", "prohibit",
        "disallow", "banned", "ban$", "avoid", "refuse", "reject", "off-limits", "off limits", "off the table", "out of the question", "not an option", "policy violation", "violates", "under no circumstances", "no-go", "zero tolerance", "stop using",
        "replace$", "❌", "🚫", "⛔", "✗", "✘", "don’t$",
        "nie$", "niemals", "nicht$", "kein", "verbot", "untersagt", "unzulässig", "vermeide", "jamais", "interdi", "proscri", "évite", "ne+pas$", "aucun", "n'+pas$",
        "nunca", "jamás", "prohibi", "evita", "evite", "no se ", "no debe", "no us", "no utili", "no guard", "no escrib", "no inclu", "no le", "no sub", "no comm",
        "no public", "no expon", "no conca", "não$", "proibid", "mai$", "non ", "vietat", "nooit", "niet$", "geen$", "verboden", "vermijd", "nigdy", "nie ", "zabron",
        "unikaj", "никогда", "не ", "нельзя", "запрещ", "избега", "ніколи", "заборон", "asla", "yasak", "kullanma",
        "禁止", "しない", "ない", "ません", "避け", "厳禁", "不可", "不得", "不要", "严禁", "嚴禁", "切勿", "绝不", "絕不", "请勿", "避免", "不允许", "不能", "不应", "勿",
        "금지", "하지 마", "마세요", "말 것", "말아", "않", "안 됩니다", "안 돼");

    // A short word that forbids only at the head of what it forbids: "No raw SQL".
    private static readonly string[] ForbiddingHeads = ["no ", "not ", "nothing ", "none ", "without ", "sin ", "pas de ", "sem ", "niente ", "ohne ", "без "];

    // The same behind a colon: "Prompts stay on: no bypassPermissions".
    private static readonly Phrases ForbiddingBehind = new(": no ", ": not ", ": none ");

    /// <summary>The stance of a clause.</summary>
    /// <param name="clause">Lower case, without marks of emphasis.</param>
    public static Stance Of(string clause)
    {
        if (RemindsWithNegation(clause))
        {
            return Stance.Requires;
        }

        var permits = Permitting.In(clause);
        var forbids = Forbidding.In(clause) || ForbiddingBehind.In(clause) || Array.Exists(ForbiddingHeads, h => clause.StartsWith(h, StringComparison.Ordinal));
        return permits ? Stance.Permits : forbids ? Stance.Prohibits : Demanding.In(clause) ? Stance.Requires : Stance.Neutral;
    }

    private static bool RemindsWithNegation(string clause) =>
        clause.Contains("not forget", StringComparison.Ordinal) || clause.Contains("n't forget", StringComparison.Ordinal)
        || clause.Contains("never forget", StringComparison.Ordinal) || clause.Contains("never fail to", StringComparison.Ordinal);
}
