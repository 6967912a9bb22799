using System.Collections.Frozen;
using LeappSso.Engine;

namespace LeappSso.WebConsole;

/// <summary>
/// Names of services and where their pages in the console are. A service that is not here stands at its own name, as nearly all do.
/// </summary>
public static class ConsoleServices
{
    // What AWS CLI and people call a service, where the console has another path for it.
    private static readonly FrozenDictionary<string, string> s_paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["apigatewayv2"] = "apigateway/home",
        ["autoscaling"] = "ec2/home#AutoScalingGroups:",
        ["ce"] = "cost-management/home",
        ["cfn"] = "cloudformation/home",
        ["codeartifact"] = "codesuite/codeartifact/home",
        ["codebuild"] = "codesuite/codebuild/home",
        ["codecommit"] = "codesuite/codecommit/home",
        ["codedeploy"] = "codesuite/codedeploy/home",
        ["codepipeline"] = "codesuite/codepipeline/home",
        ["cognito"] = "cognito/v2/home",
        ["cognito-idp"] = "cognito/v2/home",
        ["cost-explorer"] = "cost-management/home",
        ["cw"] = "cloudwatch/home",
        ["ddb"] = "dynamodbv2/home",
        ["dms"] = "dms/v2/home",
        ["directconnect"] = "directconnect/v2/home",
        ["dynamodb"] = "dynamodbv2/home",
        ["elb"] = "ec2/home#LoadBalancers:",
        ["elbv2"] = "ec2/home#LoadBalancers:",
        ["es"] = "aos/home",
        ["eventbridge"] = "events/home",
        ["home"] = "console/home",
        ["identitystore"] = "singlesignon/home",
        ["logs"] = "cloudwatch/home#logsV2:log-groups",
        ["opensearch"] = "aos/home",
        ["parameters"] = "systems-manager/parameters",
        ["r53"] = "route53/v2/home",
        ["redshift"] = "redshiftv2/home",
        ["route53"] = "route53/v2/home",
        ["sfn"] = "states/home",
        ["sso"] = "singlesignon/home",
        ["sso-admin"] = "singlesignon/home",
        ["ssm"] = "systems-manager/home",
        ["stepfunctions"] = "states/home",
        ["waf"] = "wafv2/homev2",
        ["wafv2"] = "wafv2/homev2",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    // Frequent ones, for completion only: any other name is taken as well.
    private static readonly string[] s_frequent =
    [
        "acm", "apigateway", "athena", "backup", "batch", "bedrock", "billing", "cloudformation", "cloudfront", "cloudtrail", "cloudwatch",
        "config", "ec2", "ecr", "ecs", "efs", "eks", "elasticache", "elasticbeanstalk", "glue", "guardduty", "iam", "kms", "lambda",
        "organizations", "ram", "rds", "s3", "sagemaker", "secretsmanager", "securityhub", "servicequotas", "ses", "sns", "sqs",
        "trustedadvisor", "vpc",
    ];

    /// <summary>Names to complete, sorted.</summary>
    public static IEnumerable<KnownName> Names =>
        s_frequent.Concat(s_paths.Keys).Order(StringComparer.Ordinal).Select(name => new KnownName(name, "/" + PathOf(name)));

    /// <summary>The path of a service, without the slash before it; it may have a fragment.</summary>
    internal static string PathOf(string service) => s_paths.GetValueOrDefault(service) ?? $"{service.ToLowerInvariant()}/home";
}
