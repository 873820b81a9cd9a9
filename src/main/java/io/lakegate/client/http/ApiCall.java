package io.lakegate.client.http;

/** One call of a {@link RestApi}, on its way through the REST client. */
final class ApiCall {
  private final Target target;
  private Answer answer;

  ApiCall(Target target) {
    this.target = target;
  }

  Target target() {
    return target;
  }

  Answer answer() {
    return answer;
  }

  void answered(Answer by) {
    answer = by;
  }
}
