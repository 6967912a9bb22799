using System.Text;
using LeappSso.Profiles;
using LeappSso.Reliability.Tests.Fuzzing.Models;

namespace LeappSso.Reliability.Tests.Fuzzing.Targets;

/// <summary>A file in which AWS tools keep profiles: read, judged and changed.</summary>
internal abstract class AwsFileTarget(string name, string demanded) : FuzzTarget(name, demanded)
{
    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly string[] s_secretKeys = ["aws_secret_access_key", "aws_session_token"];

    internal override IReadOnlyList<byte[]> Pieces { get; } =
    [
        .. InputText.Bytes(
            "[default]", "[profile one]", "[profile \"one\"]", "[one]", "[sso-session acme]", "[", "]", "[]", " = ", "=", ":", "# managed by LeappSso\n", "# before LeappSso: region = x\n", "#", ";",
            "\r\n", "\n", "\r", "\n\n", "\n  ", "\n\t", "\u00a0", "\u3000", "region = eu-west-1\n", "REGION:x\n", "sso_session = acme\n", "aws_access_key_id = AKIA\n", "credential_process = x y\n",
            $"aws_secret_access_key = {Demand.Secret}\n", "s3 =\n  region = x\n", "x_leappsso_session = acme/000000000001/Admin\n", "words\n", "sso_start_url = https://acme.awsapps.com/start\n", "role_arn = r\n"),
        [0xC3, 0xA0], [0xFF, 0xFE, 0x5B, 0], [0xE9], "\u2028"u8.ToArray(), "\u1680"u8.ToArray(),
    ];

    /// <summary>Adds a profile of ours.</summary>
    protected abstract void Add(IniDocument document, string region);

    /// <summary>Removes it.</summary>
    protected abstract void Remove(IniDocument document);

    /// <summary>Whether a section may be ours.</summary>
    protected abstract bool MayBeOurs(IniSection section);

    /// <summary>Whether a section of somebody else makes one of ours stay.</summary>
    protected abstract bool NeedsOurs(IniSection section);

    /// <summary>What of the lines is not shown.</summary>
    protected abstract SecretMask Mask { get; }

    internal override void Check(byte[] input)
    {
        IniDocument document = IniDocument.Parse(input);
        Demand.SameBytes(input, document.ToBytes(), "the file as it was read");
        IniFault[] faults = [.. IniCheck.FindAll(input, document)];
        int lines = Math.Max(1, document.Lines.Count());
        Demand.That(Array.TrueForAll(faults, f => f.Line >= 1 && f.Line <= lines), "a fault in a line that is not there");
        CompareReaders(input, document, faults.Length == 0);
        bool hides = HidesSecret(document);

        FileChange added;
        try
        {
            added = Change(input, d => Add(d, "eu-central-1"));
        }
        catch (LeappException refusal)
        {
            Refused(refusal, hides);
            return;
        }

        Shown(added, hides);
        byte[] moved = Change(added.After, d => Add(d, "ap-south-2")).After;
        Demand.SameBytes(added.After, Change(moved, d => Add(d, "eu-central-1")).After, "another region and back");
        Demand.That(!Change(added.After, d => Add(d, "eu-central-1")).IsChange, "adding once more changes something");
        CheckRemoving(input, document, added.After, hides);
    }

    private void CheckRemoving(byte[] input, IniDocument document, byte[] added, bool hides)
    {
        bool alone = !document.Sections.Any(s => (s.IsMarked && MayBeOurs(s)) || NeedsOurs(s));
        FileChange removed;
        try
        {
            removed = Change(added, Remove);
        }
        catch (LeappException refusal) when (!alone)
        {
            Refused(refusal, hides);
            return;
        }

        Shown(removed, hides);
        Demand.That(document.Sections.Any(NeedsOurs) || !removed.Document.Sections.Any(s => s.IsMarked && MayBeOurs(s)), "a section of ours is left");
        Demand.That(!Change(removed.After, Remove).IsChange, "removing once more changes something");
        if (alone)
        {
            Demand.SameBytes(input, removed.After, "the file after adding and removing");
        }
    }

    private static void CompareReaders(byte[] input, IniDocument document, bool isFaultless)
    {
        string text;
        try
        {
            text = s_strict.GetString(input);
        }
        catch (DecoderFallbackException)
        {
            return;
        }

        if (text.StartsWith('\ufeff'))
        {
            Demand.That(!isFaultless, "a byte order mark is no fault");
            return;
        }

        ConfigParserModel model = ConfigParserModel.Read(text);
        Demand.That(model.IsReadable || !isFaultless, "the second reader refuses what the first finds nothing wrong with");
        if (isFaultless)
        {
            List<(string, string, string)> content = [];
            foreach (IniSection section in document.Sections)
            {
                content.Add((Utf8(section.Header.Key), string.Empty, string.Empty));
                content.AddRange(section.Body.Where(l => l.Kind == IniLineKind.Key).Select(l => (Utf8(section.Header.Key), Utf8(l.Key), Utf8(l.Value))));
            }

            Demand.That(content.SequenceEqual(model.Content), "two readers read differently");
        }
    }

    private void Shown(FileChange change, bool hides)
    {
        string shown = new UnifiedDiff(change).ToText(Mask);
        Demand.Visible(shown.Replace("\n", string.Empty, StringComparison.Ordinal));
        Demand.That(!hides || !shown.Contains(Demand.Secret, StringComparison.Ordinal), $"the secret is in '{shown}'");
    }

    private static void Refused(LeappException refusal, bool hides)
    {
        Demand.That(refusal.Code is LeappErrorCode.AwsFileInvalid or LeappErrorCode.ProfileInUse, $"the code is {refusal.Code}");
        Demand.Visible(refusal.Message);
        Demand.That(!hides || !refusal.Message.Contains(Demand.Secret, StringComparison.Ordinal), $"the secret is in '{refusal.Message}'");
    }

    /// <summary>Whether the secret stands only where everybody keeps one.</summary>
    private static bool HidesSecret(IniDocument document) => document.Lines.All(l =>
        !l.Text.Contains(Demand.Secret, StringComparison.Ordinal)
        || (l.Kind == IniLineKind.Key && s_secretKeys.Contains(l.Key, StringComparer.Ordinal) && l.Value.Contains(Demand.Secret, StringComparison.Ordinal)));

    private static FileChange Change(byte[] before, Action<IniDocument> change)
    {
        FileDraft draft = new("config", before);
        change(draft.Document);
        return draft.Finish();
    }

    private static string Utf8(string latin) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin));
}
