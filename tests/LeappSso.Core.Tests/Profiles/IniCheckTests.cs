using LeappSso.Profiles;

namespace LeappSso.Core.Tests.Profiles;

public sealed class IniCheckTests
{
    [Theory]
    [InlineData("\u00FF\u00FEx", 1, "it is UTF-16 or binary, which AWS CLI cannot read", "save it as UTF-8 without BOM")]
    [InlineData("\u00FE\u00FFx", 1, "it is UTF-16 or binary, which AWS CLI cannot read", "save it as UTF-8 without BOM")]
    [InlineData("[x]\nregion = \0\n", 1, "it is UTF-16 or binary, which AWS CLI cannot read", "save it as UTF-8 without BOM")]
    [InlineData("\u00EF\u00BB\u00BF[x]\n", 1, "it begins with a byte order mark, which AWS CLI cannot read", "save it as UTF-8 without BOM")]
    [InlineData("# a\nregion = b\n[x]\n", 2, "there are keys before the first [section], which AWS CLI cannot read and the SDK for .NET passes over", "put the header of their section above them")]
    [InlineData("\n[x\n[y]\n", 2, "it begins with '[' and is no header, as no name with ']' behind it follows, so no AWS tool can read it", "write it as [default] or [profile NAME] are written, or remove the line")]
    [InlineData("[x]\n[y\n", 2, "it begins with '[' and is no header, as no name with ']' behind it follows, so no AWS tool can read it", "write it as [default] or [profile NAME] are written, or remove the line")]
    [InlineData("[x]\n\n[x]\n", 3, "[x] is there twice (also in line 1), which AWS tools read differently or not at all", "make one section of the two")]
    [InlineData("[x]\nwords\n", 2, "it is neither a key with '=', a [section], a comment nor indented, which no AWS tool can read", "remove the line, or make it a comment with #")]
    [InlineData("[x]\nregion = a\nb = c\nREGION = b\n", 4, "the key region is twice in [x] (also in line 2), which AWS CLI cannot read, and for which the SDK for .NET drops the section", "remove one of the two lines")]
    [InlineData("[x]\na.b-c_d1 = a\na.b-c_d1 = b\n", 3, "the key a.b-c_d1 is twice in [x] (also in line 2), which AWS CLI cannot read, and for which the SDK for .NET drops the section", "remove one of the two lines")]
    [InlineData("[x]\naaaaaaaaaabbbbbbbbbbcccccccccc12 = a\naaaaaaaaaabbbbbbbbbbcccccccccc12 = b\n", 3, "the key aaaaaaaaaabbbbbbbbbbcccccccccc12 is twice in [x] (also in line 2), which AWS CLI cannot read, and for which the SDK for .NET drops the section", "remove one of the two lines")]
    [InlineData("[x]\naaaaaaaaaabbbbbbbbbbcccccccccc123 = a\naaaaaaaaaabbbbbbbbbbcccccccccc123 = b\n", 3, "the key is twice in [x] (also in line 2), which AWS CLI cannot read, and for which the SDK for .NET drops the section", "remove one of the two lines")]
    [InlineData("[x]\nhalf+a/secret= = a\nhalf+a/secret= = b\n", 3, "the key is twice in [x] (also in line 2), which AWS CLI cannot read, and for which the SDK for .NET drops the section", "remove one of the two lines")]
    public void A_fault_is_told_with_its_line_what_it_does_and_how_to_mend_it(string text, int line, string reason, string advice)
    {
        byte[] bytes = Edits.Bytes(text);
        IniDocument document = IniDocument.Parse(bytes);

        Assert.Equal(new IniFault(line, reason, advice), IniCheck.FindAll(bytes, document).First());
        LeappException refusal = IniCheck.Find(bytes, document, "/home/x/.aws/config")!;
        Assert.Equal((LeappErrorCode.AwsFileInvalid, "/home/x/.aws/config"), (refusal.Code, refusal.Target));
        Assert.Equal($"/home/x/.aws/config, line {line}: {reason}; {advice}. That file was not changed; mend it, then run the command again.", refusal.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# a\n\n[default]\nregion = a\n\n[profile default]\nregion = b\n")]
    [InlineData("[x]\nregion = a\n[profile x]\nregion = a\n")]
    [InlineData("[x]\ns3 =\n  region = a\n  region = b\n")]
    public void What_AWS_tools_read_is_no_fault(string text) => Assert.Empty(IniCheck.FindAll(Edits.Bytes(text), IniDocument.Parse(Edits.Bytes(text))));

    [Fact]
    public void All_faults_are_told_in_the_order_of_the_file()
    {
        byte[] bytes = Edits.Bytes("\u00EF\u00BB\u00BFa = 1\n[x]\nb = 1\nb = 2\nwords\n[x]\n");

        Assert.Equal([1, 1, 4, 5, 6], IniCheck.FindAll(bytes, IniDocument.Parse(bytes)).Select(f => f.Line));
    }
}
