using System.Collections.Frozen;

namespace ReputationWatch.Connectors.Feeds;

/// <summary>Names of months and zones, lower case and without accents.</summary>
internal static class DateNames
{
    // English, French, German, Spanish, Italian, Portuguese, Catalan, Dutch, Scandinavian, Finnish, Polish, Czech, Hungarian,
    // Romanian, Turkish, Greek, Russian.
    private static readonly string[] MonthNames =
    [
        "january jan janvier janv januar janner jaenner enero ene gennaio gen janeiro gener januari tammikuu tammikuuta styczen "
            + "stycznia sty leden ledna ianuarie ian ocak ιαν ιανουαριου ιανουαριος январь января янв",
        "february feb fevrier fevr fev fevier februar febr febrero febbraio fevereiro febrer februari helmikuu helmikuuta luty "
            + "lutego lut unor unora februarie subat φεβ φεβρουαριου φεβρουαριος февраль февраля фев",
        "march mar mars marz maerz mrz marzo marco marc maart mrt marts maaliskuu maaliskuuta marzec marca brezen brezna marcius "
            + "martie mart μαρ μαρτιου μαρτιος март марта мар",
        "april apr avril avr abril abr aprile huhtikuu huhtikuuta kwiecien kwietnia kwi duben dubna aprilis aprilie nisan απρ "
            + "απριλιου απριλιος апрель апреля апр",
        "may mai mayo maggio mag maio maig mei maj toukokuu toukokuuta maja kveten kvetna majus mayis μαι μαιου μαιος май маи мая",
        "june jun juin juni junio giugno giu junho juny kesakuu kesakuuta czerwiec czerwca cze cerven cervna junius iunie iun "
            + "haziran ιουν ιον ιουνιου ιουνιος июнь июня июн",
        "july jul juillet juil juli julio luglio lug julho juliol heinakuu heinakuuta lipiec lipca lip cervenec cervence julius "
            + "iulie iul temmuz ιουλ ιολ ιουλιου ιουλιος июль июля июл",
        "august aug aout aou agosto ago agost augustus augusti elokuu elokuuta sierpien sierpnia sie srpen srpna augusztus agustos "
            + "αυγ αυγουστου αυγουστος август августа авг",
        "september sep sept septembre septiembre setiembre settembre set setembro setembre syyskuu syyskuuta wrzesien wrzesnia wrz "
            + "zari szeptember szept septembrie eylul σεπ σεπτεμβριου σεπτεμβριος сентябрь сентября сен сент",
        "october oct octobre oktober okt octubre ottobre ott outubro out lokakuu lokakuuta pazdziernik pazdziernika paz rijen rijna "
            + "octombrie ekim οκτ οκτωβριου οκτωβριος октябрь октября окт",
        "november nov novembre noviembre novembro marraskuu marraskuuta listopad listopada lis noiembrie kasim νοε νοεμ νοεμβριου "
            + "νοεμβριος ноябрь ноября ноя нояб",
        "december dec decembre dezember dez diciembre dic dicembre dezembro desembre desember des joulukuu joulukuuta grudzien "
            + "grudnia gru prosinec prosince decembrie aralik δεκ δεκεμβριου δεκεμβριος декабрь декабря дек",
    ];

    // Minutes east of Greenwich. RFC 822 zones, its military letters as RFC 5322 section 4.3 says (unknown, so zero) except Z,
    // and the customary European, Asian and Pacific names.
    private const string ZoneNames =
        "z=0 ut=0 gmt=0 utc=0 wet=0 est=-300 edt=-240 cst=-360 cdt=-300 mst=-420 mdt=-360 pst=-480 pdt=-420 akst=-540 akdt=-480 "
        + "hst=-600 hast=-600 ast=-240 adt=-180 nst=-210 ndt=-150 brt=-180 art=-180 bst=60 ist=330 west=60 cet=60 met=60 mez=60 "
        + "cest=120 mest=120 mesz=120 eet=120 eest=180 sast=120 msk=180 msd=240 pkt=300 ict=420 wib=420 hkt=480 sgt=480 awst=480 "
        + "jst=540 kst=540 acst=570 acdt=630 aest=600 aedt=660 nzst=720 nzdt=780";

    public static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Months = MonthNames
        .SelectMany((names, index) => names.Split(' ').Select(name => (name, month: index + 1)))
        .DistinctBy(pair => pair.name)
        .ToFrozenDictionary(pair => pair.name, pair => pair.month)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    public static readonly FrozenDictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> Zones = ZoneNames
        .Split(' ')
        .Select(pair => pair.Split('='))
        .ToFrozenDictionary(
            pair => pair[0],
            pair => int.Parse(pair[1], System.Globalization.CultureInfo.InvariantCulture)
        )
        .GetAlternateLookup<ReadOnlySpan<char>>();
}
