SELECT * FROM users FINAL WHERE user_id = {userId:String};
