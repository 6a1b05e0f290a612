export const login = {
  title: 'Sign in',
  user: 'Name',
  password: 'Password',
  submit: 'Sign in',
  wrong: 'Wrong name or password.',
  lead: 'See which client is really talking to your Apache.',
  first: 'The first password stands in the file admin.password of the data directory.',
};
