using ReputationWatch.Core.Search;

namespace ReputationWatch.Core.Matching;

/// <summary>The sentences shown under the query box.</summary>
internal static class QueryErrorText
{
    public static string English(QueryError error) =>
        error.Kind switch
        {
            QueryErrorKind.Empty => "The query is empty. Write at least one word.",
            QueryErrorKind.TooLong =>
                $"The query is longer than {Query.MaxLength} characters. Split it into several topics.",
            QueryErrorKind.TooDeep => "Parentheses are nested too deeply. Remove some of them.",
            QueryErrorKind.TooManyTerms => "The query has too many terms. Split it into several topics.",
            QueryErrorKind.UnclosedQuote => "This quotation mark is never closed. Add the closing one.",
            QueryErrorKind.EmptyQuote => "There is no word between these quotation marks.",
            QueryErrorKind.UnclosedParenthesis => "This parenthesis is never closed. Add a “)”.",
            QueryErrorKind.StrayParenthesis => "This “)” closes nothing. Remove it or add the “(” it belongs to.",
            QueryErrorKind.EmptyParenthesis => "There is nothing between these parentheses.",
            QueryErrorKind.UnclosedBrace => "This “{” is never closed. Add a “}”.",
            QueryErrorKind.UnclosedBracket => "This “[” is never closed. A range reads [1 TO 5].",
            QueryErrorKind.StrayBracket =>
                $"“{error.Detail}” has no meaning here. Ranges follow a field, as in score:[1 TO 5]; put other text between quotation marks.",
            QueryErrorKind.MissingBefore => $"{error.Detail} needs something before it.",
            QueryErrorKind.MissingAfter => $"{error.Detail} needs something after it.",
            QueryErrorKind.NearNeedsNumber =>
                "NEAR needs the greatest number of words between, as in NEAR/5, or NEAR/5f to keep the order.",
            QueryErrorKind.NearNeedsWords =>
                "NEAR joins words, phrases and groups of them; NOT, ranges and other filters cannot stand beside it.",
            QueryErrorKind.LoneWildcard => "A wildcard needs at least one letter or digit beside it, as in bank*.",
            QueryErrorKind.NothingToSearch => $"“{error.Detail}” holds no word to search for.",
            QueryErrorKind.MissingValue => $"{error.Detail}: needs a value after the colon.",
            QueryErrorKind.NotANumber => $"“{error.Detail}” is not a number.",
            QueryErrorKind.NotADate => $"“{error.Detail}” is not a date. Write 2026-01-31, 2026-01 or 2026.",
            QueryErrorKind.BadRange =>
                "A range reads [1 TO 5], {1 TO 5} without its ends, or 1..5; * leaves an end open.",
            QueryErrorKind.BadSlop => "After ~ comes the number of words that may stand in between, as in \"a b\"~3.",
            QueryErrorKind.Fuzzy => "Fuzzy words (word~) are not supported. Use a wildcard such as bank*.",
            QueryErrorKind.UnknownField =>
                $"There is no field “{error.Detail}”. Fields are {SearchQuery.FieldList}; put a text with a colon between quotation marks.",
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };

    public static string French(QueryError error) =>
        error.Kind switch
        {
            QueryErrorKind.Empty => "La requête est vide. Écrivez au moins un mot.",
            QueryErrorKind.TooLong =>
                $"La requête dépasse {Query.MaxLength} caractères. Répartissez-la sur plusieurs sujets.",
            QueryErrorKind.TooDeep => "Les parenthèses sont trop imbriquées. Retirez-en.",
            QueryErrorKind.TooManyTerms => "La requête a trop de termes. Répartissez-la sur plusieurs sujets.",
            QueryErrorKind.UnclosedQuote => "Ce guillemet n’est jamais fermé. Ajoutez le guillemet fermant.",
            QueryErrorKind.EmptyQuote => "Il n’y a aucun mot entre ces guillemets.",
            QueryErrorKind.UnclosedParenthesis => "Cette parenthèse n’est jamais fermée. Ajoutez « ) ».",
            QueryErrorKind.StrayParenthesis => "Cette « ) » ne ferme rien. Retirez-la ou ajoutez la « ( » qui manque.",
            QueryErrorKind.EmptyParenthesis => "Il n’y a rien entre ces parenthèses.",
            QueryErrorKind.UnclosedBrace => "Cette « { » n’est jamais fermée. Ajoutez « } ».",
            QueryErrorKind.UnclosedBracket => "Ce « [ » n’est jamais fermé. Un intervalle s’écrit [1 TO 5].",
            QueryErrorKind.StrayBracket =>
                $"« {error.Detail} » n’a pas de sens ici. Un intervalle suit un champ, comme score:[1 TO 5] ; mettez tout autre texte entre guillemets.",
            QueryErrorKind.MissingBefore => $"Il manque quelque chose avant {error.Detail}.",
            QueryErrorKind.MissingAfter => $"Il manque quelque chose après {error.Detail}.",
            QueryErrorKind.NearNeedsNumber =>
                "NEAR demande le plus grand nombre de mots intercalés, comme NEAR/5, ou NEAR/5f pour garder l’ordre.",
            QueryErrorKind.NearNeedsWords =>
                "NEAR relie des mots, des expressions et leurs groupes ; SAUF, les intervalles et les autres filtres n’y ont pas leur place.",
            QueryErrorKind.LoneWildcard => "Un joker demande au moins une lettre ou un chiffre, comme banc*.",
            QueryErrorKind.NothingToSearch => $"« {error.Detail} » ne contient aucun mot à chercher.",
            QueryErrorKind.MissingValue => $"Il manque une valeur après {error.Detail}:",
            QueryErrorKind.NotANumber => $"« {error.Detail} » n’est pas un nombre.",
            QueryErrorKind.NotADate => $"« {error.Detail} » n’est pas une date. Écrivez 2026-01-31, 2026-01 ou 2026.",
            QueryErrorKind.BadRange =>
                "Un intervalle s’écrit [1 TO 5], {1 TO 5} sans ses bornes, ou 1..5 ; * laisse une borne ouverte.",
            QueryErrorKind.BadSlop => "Après ~ vient le nombre de mots qui peuvent s’intercaler, comme \"a b\"~3.",
            QueryErrorKind.Fuzzy => "La recherche approchée (mot~) n’existe pas. Utilisez un joker, comme banc*.",
            QueryErrorKind.UnknownField =>
                $"Il n’y a pas de champ « {error.Detail} ». Les champs sont {SearchQuery.FieldList} ; mettez un texte à deux-points entre guillemets.",
            _ => throw new ArgumentOutOfRangeException(nameof(error)),
        };
}
