/** What a person is asked before something is done that cannot be taken back lightly. */
export interface Question {
  text: string;
  /** What is done: the name of the button that does it. */
  label: string;
  onconfirm: () => void;
}

/** The one question that is open. It stands beside the page: what it is about may be read again, or move, meanwhile. */
class Asking {
  question = $state.raw<Question>();
}

export const asking = new Asking();
